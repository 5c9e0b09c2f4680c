package dev.teambroker.server.audit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * What the trail says of each deciding row: its version and MAC, or that it was removed. A change
 * is taken only as the successor of the version before it, and a removed row's version is kept: so
 * no appended record brings an old row back.
 */
@NamedInterface("inside")
public final class RowIndex {
  private final Map<Key, Latest> rows = new ConcurrentHashMap<>();

  /** A row's name. */
  public record Key(RowKind kind, String id) {}

  /** The newest change of a row. */
  public static final class Latest {
    private final long version;
    private final byte[] mac;
    private final boolean removed;

    private Latest(RowChange change) {
      this.version = change.version();
      this.mac = HexFormat.of().parseHex(change.mac());
      this.removed = change.removed();
    }

    public boolean isRemoved() {
      return removed;
    }

    public long version() {
      return version;
    }

    boolean names(long rowVersion, byte[] rowMac) {
      return !removed && version == rowVersion && MessageDigest.isEqual(mac, rowMac);
    }

    public boolean names(byte[] removalMac) {
      return removed && MessageDigest.isEqual(mac, removalMac);
    }
  }

  /** Takes the change in; false when it doesn't follow the version that is known. */
  public boolean take(RowChange change) {
    Key key = new Key(change.kind(), change.id());
    Latest known = rows.get(key);
    boolean follows =
        known == null
            ? change.version() == 1 && !change.removed()
            : !known.removed && change.version() == known.version + 1;
    if (follows) {
      rows.put(key, new Latest(change));
    }
    return follows;
  }

  public @Nullable Latest latest(RowKind kind, String id) {
    return rows.get(new Key(kind, id));
  }

  /** All rows ever named, the removed ones too. */
  public Stream<Map.Entry<Key, Latest>> all() {
    return rows.entrySet().stream();
  }

  void clear() {
    rows.clear();
  }

  int size() {
    return rows.size();
  }
}
