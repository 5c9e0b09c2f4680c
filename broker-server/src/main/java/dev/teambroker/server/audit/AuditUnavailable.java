package dev.teambroker.server.audit;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** A record couldn't be made durable; whoever needed it does nothing, or drops what it did. */
public final class AuditUnavailable extends ProblemException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  private AuditUnavailable(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
    this.outcomeUnknown = outcomeUnknown;
  }

  static AuditUnavailable notWritten(String why, @Nullable Throwable cause) {
    return new AuditUnavailable("the audit record was not written: " + why, false, cause);
  }

  static AuditUnavailable outcomeUnknown(String why, @Nullable Throwable cause) {
    return new AuditUnavailable(
        "whether the audit record was written is unknown: " + why, true, cause);
  }

  /** Whether the record may stand in the trail nevertheless; false says that it doesn't. */
  public boolean isOutcomeUnknown() {
    return outcomeUnknown;
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNAVAILABLE;
  }

  @Override
  public String detail() {
    return "The audit trail can't be written; nothing was handed out.";
  }
}
