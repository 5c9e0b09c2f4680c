package dev.teambroker.server.audit;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemException;

/** The stored trail is not the one that this replica has seen; nothing is decided any more. */
public final class TrailBroken extends ProblemException {
  private static final long serialVersionUID = 1L;

  TrailBroken(String what) {
    super(what);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNAVAILABLE;
  }

  @Override
  public String detail() {
    return "The audit trail is not as it was; nothing is decided until an operator has looked.";
  }
}
