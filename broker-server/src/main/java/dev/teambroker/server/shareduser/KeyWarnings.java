package dev.teambroker.server.shareduser;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Which keys are too old, or were ever outside of the broker. A key's age is counted from when the
 * broker got it: an imported one is at least as old. Thread-safe.
 */
@Component
class KeyWarnings {
  private final KeyAgeSettings settings;
  private final InstantSource clock;

  KeyWarnings(KeyAgeSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** A sentence each, of those that may still be valid at AWS. */
  List<String> of(SharedUser user, List<AccessKey> keys) {
    List<String> warnings = new ArrayList<>();
    for (AccessKey key : keys) {
      if (key.state() != KeyState.RETIRED) {
        if (isOld(key)) {
          warnings.add(
              "The key %s of %s is %d days old."
                  .formatted(key.accessKeyId(), user.name(), days(key)));
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

  boolean isOld(AccessKey key) {
    return age(key).compareTo(settings.warnAfter()) >= 0;
  }

  Duration age(AccessKey key) {
    return Duration.between(key.storedAt(), clock.instant());
  }

  private long days(AccessKey key) {
    return age(key).toDays();
  }
}
