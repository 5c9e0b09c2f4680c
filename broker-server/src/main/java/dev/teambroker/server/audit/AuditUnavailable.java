package dev.teambroker.server.audit;

/** A record couldn't be made durable; whoever needed it does nothing, or drops what it did. */
public final class AuditUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  private AuditUnavailable(
      String message, boolean outcomeUnknown, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  static AuditUnavailable notWritten(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new AuditUnavailable("the audit record was not written: " + why, false, cause);
  }

  static AuditUnavailable outcomeUnknown(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new AuditUnavailable(
        "whether the audit record was written is unknown: " + why, true, cause);
  }

  /** Whether the record may stand in the trail nevertheless; false says that it doesn't. */
  public boolean isOutcomeUnknown() {
    return outcomeUnknown;
  }
}
