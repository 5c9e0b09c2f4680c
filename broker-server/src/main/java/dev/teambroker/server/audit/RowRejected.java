package dev.teambroker.server.audit;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemException;

/** A stored row is not what the trail says of it; nothing was decided from it. */
public final class RowRejected extends ProblemException {
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

  @Override
  public ProblemType problemType() {
    return ProblemType.ROW_REJECTED;
  }

  @Override
  public String detail() {
    return "The stored " + kind.code() + " is not what the audit trail says of it; tell an admin.";
  }
}
