package dev.teambroker.server.guard;

import java.util.Locale;

/** What IAM was last found to let a member's session do to the shared user. */
enum GuardFinding {
  /** Nothing: no write on the user is allowed to sessions. */
  IN_PLACE,
  /** Some write is allowed to sessions with MFA. */
  MISSING,
  /** IAM lets nobody look. */
  UNKNOWN;

  /** As it stands in the row and crosses the wire. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static GuardFinding ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
