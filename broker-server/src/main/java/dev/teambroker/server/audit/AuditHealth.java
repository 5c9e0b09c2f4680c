package dev.teambroker.server.audit;

import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether records can be made durable, and the trail is the one that was seen. */
@Component("audit")
class AuditHealth implements HealthIndicator {
  private final AuditTrail trail;
  private final TrailIndex index;

  AuditHealth(AuditTrail trail, TrailIndex index) {
    this.trail = trail;
    this.index = index;
  }

  @Override
  public Health health() {
    Optional<String> why =
        index.broken().map(what -> "the trail is broken: " + what).or(trail::trouble);
    return why.map(reason -> Health.down().withDetail("why", reason).build())
        .orElseGet(() -> Health.up().withDetail("number", index.seen().number()).build());
  }
}
