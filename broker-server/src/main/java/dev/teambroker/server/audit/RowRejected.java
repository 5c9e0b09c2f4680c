package dev.teambroker.server.audit;

/** A stored row is not what the trail says of it; nothing was decided from it. */
public final class RowRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RowKind kind;
  private final String id;

  RowRejected(RowKind kind, String id, String why) {
    super("the " + kind.code() + " " + id + " was rejected: " + why);
    this.kind = kind;
    this.id = id;
  }

  public RowKind kind() {
    return kind;
  }

  public String id() {
    return id;
  }
}
