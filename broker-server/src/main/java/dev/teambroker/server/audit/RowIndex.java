package dev.teambroker.server.audit;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
  private final Map<RowKind, AtomicLong> changes = new EnumMap<>(RowKind.class);

  public RowIndex() {
    for (RowKind kind : RowKind.values()) {
      changes.put(kind, new AtomicLong());
    }
  }

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

    private RowChange asChange(Key key) {
      return new RowChange(key.kind(), key.id(), version, HexFormat.of().formatHex(mac), removed);
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
      count(change.kind()).incrementAndGet();
    }
    return follows;
  }

  /** How many changes of rows of that kind were taken in; it never goes back. */
  long changes(RowKind kind) {
    return count(kind).get();
  }

  private AtomicLong count(RowKind kind) {
    return Objects.requireNonNull(changes.get(kind));
  }

  /** Takes it as it is: something that is signed vouches for it. */
  public void load(RowChange change) {
    rows.put(new Key(change.kind(), change.id()), new Latest(change));
    count(change.kind()).incrementAndGet();
  }

  /** The newest change of every row. */
  public List<RowChange> newest() {
    return rows.entrySet().stream()
        .map(entry -> entry.getValue().asChange(entry.getKey()))
        .toList();
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
    changes.values().forEach(AtomicLong::incrementAndGet);
  }

  int size() {
    return rows.size();
  }
}
