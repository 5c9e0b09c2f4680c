package dev.teambroker.server.shareduser;

import java.util.Locale;

/** What a stored access key is used for. */
public enum KeyState {
  /** Made by a rotation; not used before it is proved. */
  NEXT,
  /** Sessions are asked for with it. */
  CURRENT,
  /** Was current before; kept while it may still be valid at AWS. */
  FORMER,
  /** Not used any more, and not valid. */
  RETIRED;

  /** As it stands in the row and crosses the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static KeyState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
