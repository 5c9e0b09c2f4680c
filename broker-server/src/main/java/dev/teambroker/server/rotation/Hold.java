package dev.teambroker.server.rotation;

import java.util.Locale;

/**
 * That a run goes no further until somebody decides.
 *
 * @param says why, in a sentence for the owner
 */
record Hold(Ground ground, String says) {
  /** What the somebody decides on. */
  enum Ground {
    /** A member wanted it. */
    MEMBER,
    /** The user is not in a state in which a key could be made. */
    PREFLIGHT,
    /** A key appeared that may be the run's own. */
    CANDIDATE,
    /** Somebody whom the broker doesn't know uses the leaving key. */
    IN_USE,
    /** Consumers have not got the key, or have not acknowledged. */
    CONSUMERS,
    /** AWS has other keys than the run has left there. */
    DRIFT,
    /** AWS refuses what the run needs. */
    REFUSED,
    /** An older state of the database was accepted. */
    RESTORED;

    /** As it stands in the row and crosses the wire. */
    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Ground ofCode(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
