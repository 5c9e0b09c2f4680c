package dev.teambroker.server.secretstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Follows the versions of the keys that seal. Backends rotate on their own schedule, where they
 * have versions; the broker moves its records to the newest one, and says which key is due.
 */
@Component
class KeyVersions {
  private static final Logger log = LoggerFactory.getLogger(KeyVersions.class);

  private final OpenedKeys keys;
  private final KeyRegister register;
  private final ObjectProvider<Rewrapping> rewrapping;
  private final Duration rotateEvery;
  private final InstantSource clock;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  KeyVersions(
      OpeningSecretStore.Opened opened,
      KeyRegister register,
      ObjectProvider<Rewrapping> rewrapping,
      SecretStoreSettings settings,
      InstantSource clock,
      MeterRegistry metrics) {
    this.keys = opened.keys();
    this.register = register;
    this.rewrapping = rewrapping;
    this.rotateEvery = settings.rotateEvery();
    this.clock = clock;
    keys.sealing().forEach(key -> measure(key, metrics));
  }

  private void measure(WatchedKey key, MeterRegistry metrics) {
    Gauge.builder("broker.secret.store.key.version.age", () -> age(key).toSeconds())
        .description("How long the present version of the key-encryption key has been sealing")
        .baseUnit("seconds")
        .tag("key", key.id())
        .register(metrics);
  }

  private Duration age(WatchedKey key) {
    Instant began = since.get(key.id());
    return began == null ? Duration.ZERO : Duration.between(began, clock.instant());
  }

  /** Each hour. What can't be asked now is asked an hour later. */
  @Scheduled(initialDelayString = "PT1M", fixedRateString = "PT1H")
  synchronized void look() {
    keys.sealing().forEach(this::look);
    try {
      int moved = rewrapping.getObject().toPresentVersions();
      if (moved > 0) {
        log.info("{} records were moved to the present versions of their keys", moved);
      }
    } catch (SecretStoreUnavailable | SealBroken | DataAccessException e) {
      log.warn("records can't be moved to the present versions now: {}", e.toString());
    }
  }

  private void look(WatchedKey key) {
    try {
      key.look();
      key.versionSince()
          .or(() -> register.find(key.id()).map(KeyRegister.Entry::firstUsed))
          .ifPresent(began -> since.put(key.id(), began));
    } catch (SecretStoreUnavailable | DataAccessException e) {
      log.warn("the version of {} can't be asked now: {}", key.id(), e.toString());
    }
  }

  /** Why it is due, if it is. */
  Optional<String> due(WatchedKey key) {
    return !rotateEvery.isZero() && age(key).compareTo(rotateEvery) > 0
        ? Optional.of(
            "its present version has sealed since %s, longer than broker.secret-store.rotate-every (%d days): rotate it"
                .formatted(since.get(key.id()), rotateEvery.toDays()))
        : Optional.empty();
  }
}
