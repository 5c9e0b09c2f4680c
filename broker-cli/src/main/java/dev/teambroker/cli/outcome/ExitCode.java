package dev.teambroker.cli.outcome;

import dev.teambroker.protocol.ProblemType;

/** The exit codes of the CLI; the one place that maps trouble to them. */
public enum ExitCode {
  DONE(0),
  /** Something is broken: a bug, or a disk that is full. */
  BROKEN(1),
  /** The command line was not understood. */
  USAGE(2),
  /** The configuration is wrong, or this device is not enrolled. */
  CONFIGURATION(3),
  /** A code is needed and could not be asked for, or was refused. */
  CODE_WANTED(4),
  /** The broker or AWS refuses: no grant, a limit, a role, a state. */
  REFUSED(5),
  /** What was asked for does not exist. */
  NOT_FOUND(6),
  /** The broker can't be reached or is not well; trying again later helps. */
  UNREACHABLE(7),
  /** The keychain is locked or does not work. */
  KEYCHAIN(8);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** What a problem of the broker's means here. */
  public static ExitCode of(ProblemType type) {
    return switch (type) {
      case SIGN_IN_REQUIRED,
          SECOND_FACTOR_REQUIRED,
          CODE_REFUSED,
          CODE_REPLAYED,
          CODES_BACKED_OFF,
          INVALID_GRANT ->
          CODE_WANTED;
      case INVALID_REQUEST, TOO_LARGE, NOT_ACCEPTABLE, METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE ->
          USAGE;
      case NOT_FOUND -> NOT_FOUND;
      case INVALID_PROOF,
          USE_DPOP_NONCE,
          LOCKED,
          INVITATION_REFUSED,
          PENDING,
          SUSPENDED,
          STOPPED,
          FORBIDDEN,
          GRANT_MISSING,
          LIMIT_EXCEEDED,
          UNGUARDED,
          CONFLICT,
          ROW_REJECTED,
          AWS_REFUSED ->
          REFUSED;
      case TOO_SLOW,
          TOO_MANY_REQUESTS,
          AWS_UNAVAILABLE,
          MFA_CODE_UNAVAILABLE,
          STORAGE_FULL,
          UNAVAILABLE,
          INTERNAL ->
          UNREACHABLE;
    };
  }
}
