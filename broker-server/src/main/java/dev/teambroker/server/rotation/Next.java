package dev.teambroker.server.rotation;

import java.time.Duration;

/** What becomes of a run when one step was worked on. */
sealed interface Next {
  /** It has moved: the next step can be worked on at once. */
  record GoOn() implements Next {}

  /**
   * It is to be looked at later.
   *
   * @param waitsFor a sentence for whoever asks why
   */
  record Later(Duration pause, String waitsFor) implements Next {}

  static Next goOn() {
    return new GoOn();
  }

  static Next later(Duration pause, String waitsFor) {
    return new Later(pause, waitsFor);
  }
}
