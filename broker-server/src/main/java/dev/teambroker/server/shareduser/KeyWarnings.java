package dev.teambroker.server.shareduser;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which keys are too old, or were ever outside of the broker. Thread-safe. */
@Component
class KeyWarnings {
  private final KeyAgeSettings settings;
  private final InstantSource clock;

  KeyWarnings(KeyAgeSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A sentence each, of those that may still be valid at AWS.
   *
   * @param made when each was, by its access key id
   */
  List<String> of(SharedUser user, List<AccessKey> keys, Map<String, Instant> made) {
    List<String> warnings = new ArrayList<>();
    for (AccessKey key : keys) {
      if (key.state() != KeyState.RETIRED) {
        Duration age = age(made.getOrDefault(key.accessKeyId(), key.storedAt()));
        if (isOld(age)) {
          warnings.add(
              "The key %s of %s is %d days old."
                  .formatted(key.accessKeyId(), user.name(), age.toDays()));
        }
        if (key.exposed()) {
          warnings.add(
              "The key %s of %s was outside of the broker: whoever had it has it until it is rotated."
                  .formatted(key.accessKeyId(), user.name()));
        }
      }
    }
    return warnings;
  }

  boolean isOld(Duration age) {
    return age.compareTo(settings.warnAfter()) >= 0;
  }

  Duration age(Instant made) {
    return Duration.between(made, clock.instant());
  }
}
