package dev.teambroker.server.mfa;

import java.util.Locale;

/** How far a factor has come. */
enum FactorState {
  /** Its seed was shown; its codes are still to come. */
  ENROLLING,
  /** Its codes count. */
  ACTIVE,
  /** Replaced or reset. */
  REMOVED;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FactorState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
