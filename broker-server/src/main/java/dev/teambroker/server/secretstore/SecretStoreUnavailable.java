package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemException;

/** The key-encryption key can't be used now; nothing is known about the secret. */
public final class SecretStoreUnavailable extends ProblemException {
  private static final long serialVersionUID = 1;

  public SecretStoreUnavailable(String message) {
    super(message);
  }

  public SecretStoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNAVAILABLE;
  }

  @Override
  public String detail() {
    return "The secret store can't be used now; nothing was done.";
  }
}
