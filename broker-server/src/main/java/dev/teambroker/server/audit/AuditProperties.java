package dev.teambroker.server.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit trail is written.
 *
 * @param timeout how long a request waits for its record to be durable before it is refused
 * @param queue how many records may wait; beyond that requests are refused at once
 */
@ConfigurationProperties("broker.audit")
public record AuditProperties(
    @DefaultValue("5s") Duration timeout, @DefaultValue("4096") int queue) {
  public AuditProperties {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("broker.audit.timeout takes 100ms or more");
    }
    if (queue < 1 || queue > 1_000_000) {
      throw new IllegalArgumentException("broker.audit.queue takes a number from 1 to 1000000");
    }
  }
}
