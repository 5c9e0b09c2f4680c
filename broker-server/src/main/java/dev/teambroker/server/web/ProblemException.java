package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;

/**
 * Something is broken or unreachable in a way that has a problem of its own to be answered with.
 * The message goes to the log alone; the answer carries {@link #detail}.
 */
public abstract class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected ProblemException(String message) {
    super(message);
  }

  protected ProblemException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What it is answered with. */
  public abstract ProblemType problemType();

  /** A sentence for the one who asked; it tells nothing about the inside. */
  public abstract String detail();
}
