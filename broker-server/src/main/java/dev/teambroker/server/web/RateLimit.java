package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Admits so many of each in such a time. What is admitted leaves a mark in memory that the time
 * takes away again, so a replica counts for itself: n of them admit n times as much. Thread-safe.
 */
public final class RateLimit {
  private static final int MOST_REMEMBERED = 10_000;

  private final String name;
  private final Rate rate;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Long> marks = new ConcurrentHashMap<>();

  /**
   * @param name as problems show it: the property that sets the rate
   */
  public RateLimit(String name, Rate rate) {
    this(name, rate, System::nanoTime);
  }

  RateLimit(String name, Rate rate, LongSupplier nanoTime) {
    this.name = name;
    this.rate = rate;
    this.nanoTime = nanoTime;
  }

  /** Nothing, where one more of those is admitted; otherwise the refusal, which names the limit. */
  public <T> Optional<Outcome.Refused<T>> refused(String whose) {
    long wait = waitFor(whose, nanoTime.getAsLong());
    return wait <= 0
        ? Optional.empty()
        : Optional.of(
            new Outcome.Refused<>(
                ProblemType.TOO_MANY_REQUESTS,
                "No more than " + rate + " are taken (" + name + ").",
                List.of(),
                name,
                null,
                Duration.ofNanos(wait)));
  }

  /**
   * A mark is the time at which all that was admitted would have come, had it come evenly (the
   * generic cell rate algorithm); it may lie one whole time of the rate ahead.
   */
  private long waitFor(String whose, long now) {
    long each = rate.per().toNanos() / rate.count();
    long ahead = rate.per().toNanos() - each;
    long[] wait = new long[1];
    marks.compute(
        whose,
        (key, mark) -> {
          long from = mark == null || mark - now < 0 ? now : mark;
          wait[0] = from - now - ahead;
          return wait[0] > 0 ? from : from + each;
        });
    if (marks.size() > MOST_REMEMBERED) {
      marks.values().removeIf(mark -> mark - now <= 0);
    }
    return wait[0];
  }

  int remembered() {
    return marks.size();
  }
}
