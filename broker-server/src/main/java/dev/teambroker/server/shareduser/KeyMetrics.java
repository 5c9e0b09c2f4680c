package dev.teambroker.server.shareduser;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How old the shared users' current keys are, and how many are exposed, counted each minute. From
 * rows as they are stored: nothing is decided by it.
 */
@Component
class KeyMetrics {
  private final AccessKeys keys;
  private final KeyCreations creations;
  private final KeyWarnings warnings;
  private volatile Duration oldest = Duration.ZERO;
  private volatile long old;
  private volatile long exposed;

  KeyMetrics(AccessKeys keys, KeyCreations creations, KeyWarnings warnings, MeterRegistry metrics) {
    this.keys = keys;
    this.creations = creations;
    this.warnings = warnings;
    Gauge.builder("broker.keys.oldest.age", () -> oldest.toSeconds())
        .baseUnit("seconds")
        .description("Age of the oldest current key of a shared user")
        .register(metrics);
    Gauge.builder("broker.keys.old", () -> old)
        .description("Current keys of shared users that are older than broker.key-age.warn-after")
        .register(metrics);
    Gauge.builder("broker.keys.exposed", () -> exposed)
        .description("Current keys of shared users that were ever outside of the broker")
        .register(metrics);
  }

  @Scheduled(fixedDelayString = "PT1M")
  void count() {
    List<AccessKey> current =
        keys.stored().stream().filter(key -> key.state() == KeyState.CURRENT).toList();
    List<Duration> ages = creations.of(current).values().stream().map(warnings::age).toList();
    oldest = ages.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    old = ages.stream().filter(warnings::isOld).count();
    exposed = current.stream().filter(AccessKey::exposed).count();
  }
}
