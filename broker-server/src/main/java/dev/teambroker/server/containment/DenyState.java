package dev.teambroker.server.containment;

import java.util.Locale;

/** What became of the deny on a shared user's sessions. */
enum DenyState {
  /** The sessions that were issued run on. */
  NONE,
  /** It is about to be put. */
  BEGUN,
  /** AWS has it; no probe was denied yet. */
  PUT,
  /** AWS denied a probe session. */
  EFFECTIVE,
  /** AWS has it, and nothing shows whether it is in effect. */
  UNPROVED,
  /** AWS doesn't have it. */
  FAILED,
  /** It was taken off. */
  LIFTED;

  /** As it stands in the row and crosses the wire. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DenyState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
