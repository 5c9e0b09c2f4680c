package dev.teambroker.cli.outcome;

/** Ends a command: the message is shown to the user as it stands, and holds no secret. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  public Failure(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public Failure(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public final ExitCode exitCode() {
    return exitCode;
  }

  /** The message, which a failure always has. */
  public final String sentence() {
    return String.valueOf(getMessage());
  }
}
