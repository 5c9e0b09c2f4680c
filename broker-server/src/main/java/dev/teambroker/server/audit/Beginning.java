package dev.teambroker.server.audit;

import java.time.Duration;

/** What became of the record that was to begin something. */
public sealed interface Beginning {
  /** It stands; the undertaking has to be ended, or closed. */
  record Begun(Undertaking undertaking) implements Beginning {}

  /** The proof was used before; nothing was written. */
  record ProofReplayed() implements Beginning {}

  /** The database has too little room for it; nothing was written. */
  record NoRoom(String why) implements Beginning {}

  /** This replica has no heartbeat, so it begins nothing; nothing was written. */
  record OutOfTouch(Duration retryAfter) implements Beginning {}
}
