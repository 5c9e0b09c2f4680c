package dev.teambroker.sandbox.setting;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The current delays, limits and enforcements. Thread-safe; a change counts from the next call. */
public final class Settings {
  private final Map<Delay, Duration> delays = new ConcurrentHashMap<>();
  private final Map<Limit, Integer> limits = new ConcurrentHashMap<>();
  private final Map<Enforcement, Boolean> enforced = new ConcurrentHashMap<>();

  public Settings() {
    reset();
  }

  /** Everything as AWS has it. */
  public void reset() {
    for (Delay delay : Delay.values()) {
      delays.put(delay, delay.initial());
    }
    for (Limit limit : Limit.values()) {
      limits.put(limit, limit.initial());
    }
    for (Enforcement enforcement : Enforcement.values()) {
      enforced.put(enforcement, true);
    }
  }

  public Duration get(Delay delay) {
    return Objects.requireNonNull(delays.get(delay));
  }

  public void set(Delay delay, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(delay + " takes a duration of zero or more");
    }
    delays.put(delay, value);
  }

  public int get(Limit limit) {
    return Objects.requireNonNull(limits.get(limit));
  }

  public void set(Limit limit, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(limit + " takes a number of zero or more");
    }
    limits.put(limit, value);
  }

  public boolean on(Enforcement enforcement) {
    return Objects.requireNonNull(enforced.get(enforcement));
  }

  public void set(Enforcement enforcement, boolean on) {
    enforced.put(enforcement, on);
  }

  /** Throws the refusal if the rule is broken and enforced. */
  public void refuse(
      Enforcement rule, boolean broken, Supplier<? extends RuntimeException> refusal) {
    if (broken && on(rule)) {
      throw refusal.get();
    }
  }
}
