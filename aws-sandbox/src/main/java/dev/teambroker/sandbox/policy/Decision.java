package dev.teambroker.sandbox.policy;

/** What policies say to a question. A denial beats every permission. */
public enum Decision {
  ALLOWED,
  DENIED,
  NOT_ALLOWED;

  /** Of several policies of the same kind. */
  public Decision or(Decision other) {
    if (this == DENIED || other == DENIED) {
      return DENIED;
    }
    return this == ALLOWED || other == ALLOWED ? ALLOWED : NOT_ALLOWED;
  }
}
