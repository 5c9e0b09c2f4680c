package dev.teambroker.server.shareduser;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.key-age.*}.
 *
 * @param warnAfter from which age of its key on a shared user is shown with a warning
 */
@ConfigurationProperties("broker.key-age")
public record KeyAgeSettings(@DefaultValue("90d") Duration warnAfter) {
  public KeyAgeSettings {
    if (!warnAfter.isPositive()) {
      throw new IllegalArgumentException("broker.key-age.warn-after takes a duration such as 90d");
    }
  }
}
