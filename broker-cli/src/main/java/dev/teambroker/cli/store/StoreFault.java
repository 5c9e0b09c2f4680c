package dev.teambroker.cli.store;

/** A store could not do what it was asked; the message is a sentence for the user. */
public final class StoreFault extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of trouble it is. */
  public enum Reason {
    /** The store does not exist here, or does not answer. */
    UNAVAILABLE,
    /** It is there, and has to be unlocked first. */
    LOCKED,
    /** Its quota is used up. */
    FULL
  }

  private final Reason reason;

  public StoreFault(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  StoreFault(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
