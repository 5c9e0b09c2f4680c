package dev.teambroker.sandbox.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All values that something has had, so that it can be seen as it was, or as it still seems. */
final class Timeline<T> {
  private record Change<T>(Instant at, T value) {}

  private final List<Change<T>> changes = new ArrayList<>();

  void set(Instant at, T value) {
    changes.add(new Change<>(at, value));
  }

  T latest() {
    return changes.getLast().value();
  }

  Optional<T> at(Instant time) {
    return seen(time, value -> Duration.ZERO);
  }

  /** What is seen now when each change takes its own time to arrive. */
  Optional<T> seen(Instant now, Function<T, Duration> delay) {
    Optional<T> seen = Optional.empty();
    for (Change<T> change : changes) {
      if (!change.at().plus(delay.apply(change.value())).isAfter(now)) {
        seen = Optional.of(change.value());
      }
    }
    return seen;
  }
}
