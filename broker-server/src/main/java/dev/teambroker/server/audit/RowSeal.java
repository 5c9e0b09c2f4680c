package dev.teambroker.server.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** The MAC of a deciding row's version, or of its removal. */
@NamedInterface("inside")
public final class RowSeal {
  private static final int FORMAT = 1;

  private final RowMac mac;

  public RowSeal(RowMac mac) {
    this.mac = mac;
  }

  byte[] of(DecidingRow row) {
    return mac.of(
        named(row.kind(), row.id(), row.version(), false).bytes(row.content().encoded()).encoded());
  }

  public byte[] ofRemoval(RowKind kind, String id, long version) {
    return mac.of(named(kind, id, version, true).encoded());
  }

  /** Why the row is not the one that the trail names; empty when it is. */
  public String faultOf(DecidingRow row, RowIndex.@Nullable Latest latest) {
    if (latest == null) {
      return "the trail doesn't know it";
    }
    if (latest.isRemoved()) {
      return "the trail says that it was removed";
    }
    if (latest.version() != row.version()) {
      return "it has version " + row.version() + ", the trail says " + latest.version();
    }
    return latest.names(row.version(), of(row)) ? "" : "its content is not what the trail says";
  }

  private static RowContent named(RowKind kind, String id, long version, boolean removed) {
    return RowContent.format(FORMAT).text(kind.code()).text(id).number(version).flag(removed);
  }
}
