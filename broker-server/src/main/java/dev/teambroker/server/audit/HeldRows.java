package dev.teambroker.server.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were verified, held for as long as the trail's index names the same of them and the
 * database shows that nobody has written them since; for a minute at most. Thread-safe.
 */
final class HeldRows {
  private static final int MOST = 20_000;
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();

  private final Function<Set<RowGroup>, CompletableFuture<Map<RowGroup, String>>> looking;
  private final LongSupplier nanoTime;
  private final Counter given;
  private final Counter read;
  private final Map<RowGroup, Held> held = new ConcurrentHashMap<>();
  private final Map<String, Rested> decisions = new ConcurrentHashMap<>();

  /**
   * What was read.
   *
   * @param seen how the rows stood before they were read
   * @param mark what the index said before they were read
   */
  private record Held(Object found, String seen, @Nullable Object mark, long since) {
    boolean isStill(String seenNow, @Nullable Object markNow) {
      return seen.equals(seenNow) && Objects.equals(mark, markNow);
    }
  }

  /** What a decision rested on. */
  private record Rested(Set<RowGroup> groups, long since) {}

  /**
   * @param looking begins to see how rows stand; what it doesn't answer is read
   */
  HeldRows(
      Function<Set<RowGroup>, CompletableFuture<Map<RowGroup, String>>> looking,
      LongSupplier nanoTime,
      MeterRegistry metrics) {
    this.looking = looking;
    this.nanoTime = nanoTime;
    this.given = count("held", metrics);
    this.read = count("read", metrics);
  }

  private static Counter count(String how, MeterRegistry metrics) {
    return Counter.builder("broker.rows.given")
        .description(
            "Rows, or lists of rows, that a request rested on: held since they were read, or read anew")
        .tag("how", how)
        .register(metrics);
  }

  /** Begins to look at what that decision rested on the last time. */
  Sighting look(String decision) {
    Rested last = decisions.get(decision);
    return last == null || isOld(last.since)
        ? new Sighting(decision, Set.of(), CompletableFuture.completedFuture(Map.of()))
        : new Sighting(decision, last.groups, looking.apply(last.groups));
  }

  /** What is held of the group, or what is read and verified now. */
  <T> T get(
      Sighting sighting, RowGroup group, Supplier<@Nullable Object> mark, Supplier<T> reading) {
    String seen = sighting.of(group);
    Object before = mark.get();
    Held known = held.get(group);
    if (seen != null && known != null && known.isStill(seen, before) && !isOld(known.since)) {
      sighting.uses(group);
      given.increment();
      @SuppressWarnings("unchecked") // a group is read in one place
      T found = (T) known.found;
      return found;
    }
    read.increment();
    T found = reading.get();
    if (!Optional.empty().equals(found)) {
      sighting.uses(group);
      if (seen != null) {
        makeRoom(held, Held::since);
        held.put(group, new Held(found, seen, before, nanoTime.getAsLong()));
      }
    }
    return found;
  }

  /** Remembers what the decision has rested on, for the next one of that name. */
  void rested(Sighting sighting) {
    if (!sighting.expected().containsAll(sighting.used())) {
      Set<RowGroup> groups = new HashSet<>(sighting.expected());
      groups.addAll(sighting.used());
      makeRoom(decisions, Rested::since);
      decisions.put(sighting.decision(), new Rested(Set.copyOf(groups), nanoTime.getAsLong()));
    }
  }

  private <V> void makeRoom(Map<?, V> map, ToLongFunction<V> since) {
    if (map.size() >= MOST) {
      map.values().removeIf(each -> isOld(since.applyAsLong(each)));
    }
    if (map.size() >= MOST) {
      map.clear();
    }
  }

  private boolean isOld(long since) {
    return nanoTime.getAsLong() - since > LONGEST;
  }
}
