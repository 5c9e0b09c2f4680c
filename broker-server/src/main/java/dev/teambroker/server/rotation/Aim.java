package dev.teambroker.server.rotation;

import java.util.Locale;

/** Which key stays and which one leaves. */
enum Aim {
  /** The new key stays, the old one leaves. */
  REPLACE,
  /** The old key stays, the new one leaves. */
  UNDO,
  /** The old key stays; one leaves that was made for this run and whose secret is lost. */
  CLEAR;

  /** As it stands in the row. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Aim ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
