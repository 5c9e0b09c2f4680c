package dev.teambroker.server.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Counts how often in a row a run has seen the same, each time a while after the one before. One
 * look at AWS proves nothing. Kept by this process alone: who goes on elsewhere counts anew.
 * Thread-safe.
 */
@Component
class Looks {
  private static final int WANTED = 3;

  private record Seen(long version, Object what, int times, Instant at) {}

  private final Map<RotationId, Seen> seen = new ConcurrentHashMap<>();

  /** Whether this is the third look in a row at this step that shows the same. */
  boolean agree(Run run, Object what, Duration apart) {
    Seen first = new Seen(run.rotation().version(), what, 1, run.now());
    Seen now =
        seen.merge(
            run.rotation().rotationId(), first, (before, next) -> together(before, next, apart));
    return now.times() >= WANTED;
  }

  private static Seen together(Seen before, Seen now, Duration apart) {
    if (before.version() != now.version() || !before.what().equals(now.what())) {
      return now;
    }
    return Duration.between(before.at(), now.at()).compareTo(apart) < 0
        ? before
        : new Seen(now.version(), now.what(), before.times() + 1, now.at());
  }

  /** What the run has seen counts no more. */
  void forget(Rotation run) {
    seen.remove(run.rotationId());
  }
}
