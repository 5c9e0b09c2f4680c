package dev.teambroker.server.secretstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the key-encryption keys can be used. One that can't is told and measured; only when none
 * can is the broker not ready.
 */
@Component("secretStoreHealthIndicator")
class SecretStoreHealth implements HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(SecretStoreHealth.class);

  private final OpenedKeys keys;
  private final KeyVersions versions;
  private final AtomicBoolean probing = new AtomicBoolean();

  SecretStoreHealth(OpeningSecretStore.Opened opened, KeyVersions versions, MeterRegistry metrics) {
    this.keys = opened.keys();
    this.versions = versions;
    keys.all().forEach(key -> measure(key, metrics));
  }

  private void measure(WatchedKey key, MeterRegistry metrics) {
    Gauge.builder("broker.secret.store.key.usable", () -> isUsable(key) ? 1 : 0)
        .description("Whether the key-encryption key could be used when it was last asked")
        .tag("key", key.id())
        .register(metrics);
  }

  private boolean isUsable(WatchedKey key) {
    return key.trouble().isEmpty() && !keys.retired().get().contains(key.id());
  }

  /**
   * At a fixed rate, on a thread of its own each time: what has a fixed delay shares one thread,
   * and a silent backend would hold up the checkpoints there. The retired keys are looked at each
   * time, the others one run at a time.
   */
  @Scheduled(fixedRateString = "PT5S")
  void probe() {
    try {
      keys.retired().look();
    } catch (DataAccessException e) {
      log.warn("the retired keys can't be read: {}", e.toString());
    }
    if (probing.compareAndSet(false, true)) {
      try {
        keys.sealing().forEach(WatchedKey::probe);
      } finally {
        probing.set(false);
      }
    }
  }

  @Override
  public Health health() {
    boolean usable = keys.sealing().stream().anyMatch(this::isUsable);
    Health.Builder health = usable ? Health.up() : Health.down();
    keys.all()
        .forEach(
            key ->
                key.trouble()
                    .or(key::warning)
                    .or(() -> versions.due(key))
                    .ifPresent(why -> health.withDetail("warning " + key.id(), why)));
    if (!usable) {
      health.withDetail(
          "why", keys.sealing().getFirst().trouble().orElse("its keys were retired by a rewrap"));
    }
    return health.build();
  }
}
