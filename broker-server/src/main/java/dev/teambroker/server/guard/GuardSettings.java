package dev.teambroker.server.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.guard.*}.
 *
 * @param lookEvery for how long it is believed that IAM keeps sessions from changing a shared user,
 *     before IAM is asked again at the next session with AWS MFA
 */
@ConfigurationProperties("broker.guard")
public record GuardSettings(@DefaultValue("24h") Duration lookEvery) {
  public GuardSettings {
    if (!lookEvery.isPositive()) {
      throw new IllegalArgumentException("broker.guard.look-every takes a duration such as 24h");
    }
  }
}
