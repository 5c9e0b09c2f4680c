package dev.teambroker.server.audit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that a decision rested on the last time stand in the database now: where they lie
 * and who wrote them, not what is in them. Of one thread.
 */
public final class Sighting {
  private static final long PATIENCE_SECONDS = 1;

  private final String decision;
  private final Set<RowGroup> expected;
  private final CompletableFuture<Map<RowGroup, String>> seen;
  private final Set<RowGroup> used = new HashSet<>();

  Sighting(String decision, Set<RowGroup> expected, CompletableFuture<Map<RowGroup, String>> seen) {
    this.decision = decision;
    this.expected = expected;
    this.seen = seen;
  }

  /** What was seen of the rows; null where they were not looked at, and then they are read. */
  @Nullable String of(RowGroup group) {
    if (!expected.contains(group)) {
      return null;
    }
    try {
      return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS).get(group);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  void uses(RowGroup group) {
    used.add(group);
  }

  String decision() {
    return decision;
  }

  Set<RowGroup> expected() {
    return expected;
  }

  Set<RowGroup> used() {
    return used;
  }
}
