package dev.teambroker.server.shareduser;

import java.time.Duration;

/** What one who needs a code gets. */
public sealed interface CodeDraw {
  /** A code, for one call, now. */
  record Drawn(CodeSlot slot) implements CodeDraw {}

  /**
   * A place in the queue.
   *
   * @param before how many are before
   * @param until how long until the turn comes
   */
  record Waits(int before, Duration until) implements CodeDraw {}

  /** No code, and waiting doesn't help. */
  record Unavailable(String why) implements CodeDraw {}
}
