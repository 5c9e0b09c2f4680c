package dev.teambroker.server.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether there is room for what is to be recorded. */
@Component("storage")
class StorageHealth implements HealthIndicator {
  private final Storage storage;

  StorageHealth(Storage storage) {
    this.storage = storage;
  }

  @Override
  public Health health() {
    return storage
        .full()
        .map(why -> Health.down().withDetail("why", why).build())
        .orElseGet(() -> Health.up().build());
  }
}
