package dev.teambroker.server.probe;

import java.util.Locale;

/** How far a probe came. */
enum ProbeState {
  /** AWS is about to be asked for a spare key; whether it made one isn't known. */
  BEGUN,
  /** The spare key is there, and its id known. */
  MADE,
  /** The spare key is being removed. */
  REMOVING,
  /** The spare key is gone, and the finding stands. */
  DONE,
  /** Nothing was found, and nothing is left at AWS. */
  FAILED,
  /** Something may be left at AWS that a person has to look at. */
  HELD;

  boolean isOpen() {
    return this == BEGUN || this == MADE || this == REMOVING;
  }

  /** As it stands in the row and crosses the wire. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProbeState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
