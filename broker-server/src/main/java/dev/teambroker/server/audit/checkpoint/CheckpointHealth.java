package dev.teambroker.server.audit.checkpoint;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the trail's head is kept outside of the database as often as it has to be. */
@Component("checkpoint")
class CheckpointHealth implements HealthIndicator {
  private final Checkpointing checkpointing;

  CheckpointHealth(Checkpointing checkpointing) {
    this.checkpointing = checkpointing;
  }

  @Override
  public Health health() {
    return checkpointing
        .overdue()
        .map(why -> Health.down().withDetail("why", why).build())
        .orElseGet(() -> up(checkpointing.behind()));
  }

  private static Health up(List<String> behind) {
    return behind.isEmpty()
        ? Health.up().build()
        : Health.up().withDetail("behind", String.join("; ", behind)).build();
  }
}
