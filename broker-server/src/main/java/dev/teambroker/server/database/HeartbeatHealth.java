package dev.teambroker.server.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether this replica's heartbeat is young enough for it to issue anything. */
@Component("heartbeat")
class HeartbeatHealth implements HealthIndicator {
  private final Heartbeats heartbeats;

  HeartbeatHealth(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
  }

  @Override
  public Health health() {
    return heartbeats.current().isPresent()
        ? Health.up().build()
        : Health.down()
            .withDetail(
                "why",
                "no heartbeat reached the database for "
                    + Heartbeats.LEASE.toSeconds()
                    + " s: nothing is issued until one does")
            .build();
  }
}
