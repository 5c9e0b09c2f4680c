package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;

/** Port: what else changes the keys of a shared user. */
public interface KeyChanges {
  /** Whether a rotation of the shared user has begun and not ended. */
  boolean isUnderWay(SharedUserId user);

  /** What one is told who would get in its way. */
  static <T> Outcome<T> refused(SharedUser user) {
    return Outcome.refused(
        ProblemType.CONFLICT,
        "A rotation of " + user.name() + " is under way; undo it, or wait for its end.");
  }
}
