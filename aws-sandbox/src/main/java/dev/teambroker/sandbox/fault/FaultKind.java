package dev.teambroker.sandbox.fault;

/** The ways in which a call can go wrong. "After doing" means that AWS has done what was asked. */
public enum FaultKind {
  /** Nothing is done, nothing is said; the connection closes after the fault's duration. */
  TIMEOUT,
  /** Done, but nothing is said; the connection closes after the fault's duration. */
  TIMEOUT_AFTER_DOING,
  RESET,
  RESET_AFTER_DOING,
  /** Refused with the fault's status, code and message. */
  ERROR,
  ERROR_AFTER_DOING,
  /** Done, and answered with something that is no XML and no JSON. */
  MALFORMED,
  /** Done, but the answer breaks off in the middle. */
  CUT_SHORT,
  /** Done and answered, after the fault's duration. */
  SLOW,
  /**
   * The connection is reset at once; the request itself arrives later: when the fault's duration is
   * over, or when it is delivered by hand if that is zero. It counts from then.
   */
  LATE
}
