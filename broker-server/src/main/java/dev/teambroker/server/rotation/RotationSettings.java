package dev.teambroker.server.rotation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.rotation.*}.
 *
 * @param runsAtOnce how many rotations this replica works on at once; 0: none, others do
 * @param watch how long a key stays deactivated, and can be activated again, before it is deleted
 * @param proveWithin how long a new key may take until it works in every region
 */
@ConfigurationProperties("broker.rotation")
public record RotationSettings(
    @DefaultValue("8") int runsAtOnce,
    @DefaultValue("24h") Duration watch,
    @DefaultValue("10m") Duration proveWithin) {
  public RotationSettings {
    if (runsAtOnce < 0 || runsAtOnce > 1000) {
      throw new IllegalArgumentException("broker.rotation.runs-at-once takes 0 to 1000");
    }
    notNegative("watch", watch);
    notNegative("prove-within", proveWithin);
  }

  private static void notNegative(String property, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "broker.rotation." + property + " takes a duration such as 10m");
    }
  }
}
