package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemException;

/** A sealed secret was altered, or belongs to another record; nothing came out of it. */
public final class SealBroken extends ProblemException {
  private static final long serialVersionUID = 1;

  public SealBroken(String message) {
    super(message);
  }

  public SealBroken(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.ROW_REJECTED;
  }

  @Override
  public String detail() {
    return "A sealed secret was altered or moved; nothing was done with it.";
  }
}
