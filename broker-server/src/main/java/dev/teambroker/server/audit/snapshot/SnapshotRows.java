package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Changes of rows as bytes: their number, then kind, id, version, removal and MAC of each. */
final class SnapshotRows {
  private static final int MAC = 32;
  private static final Map<String, RowKind> KINDS =
      Arrays.stream(RowKind.values()).collect(Collectors.toMap(RowKind::code, Function.identity()));

  private SnapshotRows() {}

  static byte[] write(List<RowChange> changes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * changes.size() + 16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(changes.size());
      for (RowChange change : changes) {
        out.writeUTF(change.kind().code());
        out.writeUTF(change.id());
        out.writeLong(change.version());
        out.writeBoolean(change.removed());
        out.write(HexFormat.of().parseHex(change.mac()));
      }
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static List<RowChange> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      List<RowChange> changes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        changes.add(change(in));
      }
      return changes;
    } catch (IOException e) {
      throw new IllegalArgumentException("a snapshot that breaks off", e);
    }
  }

  private static RowChange change(DataInputStream in) throws IOException {
    String code = in.readUTF();
    RowKind kind = KINDS.get(code);
    if (kind == null) {
      throw new IllegalArgumentException("a snapshot of rows of an unknown kind, " + code);
    }
    String id = in.readUTF();
    long version = in.readLong();
    boolean removed = in.readBoolean();
    byte[] mac = new byte[MAC];
    in.readFully(mac);
    return new RowChange(kind, id, version, HexFormat.of().formatHex(mac), removed);
  }
}
