package dev.teambroker.server.rotation;

import dev.teambroker.server.shareduser.SharedUser;
import java.time.Duration;
import java.time.Instant;

/**
 * A run as it is worked on now.
 *
 * @param now AWS's time, which is the same on all replicas
 */
record Run(Rotation rotation, SharedUser user, Instant now) {
  /** How long after a step is on record its call may still be signed and sent. */
  static final Duration SEND_WITHIN = Duration.ofSeconds(30);

  /** AWS takes a signature for five minutes. */
  static final Duration SIGNATURE_LIFETIME = Duration.ofMinutes(5);

  /** How far the clocks of AWS and of the replicas may be apart. */
  static final Duration SKEW = Duration.ofMinutes(1);

  Step step() {
    return rotation.step();
  }

  /** How long the step stands. */
  Duration age() {
    return Duration.between(rotation.stepAt(), now);
  }

  /**
   * How long a call of this step may still arrive at AWS, whoever has sent it; not positive when
   * none can any more.
   */
  Duration untilSettled() {
    return SEND_WITHIN.plus(SIGNATURE_LIFETIME).plus(SKEW).minus(age());
  }

  /** The run with this next version of its row. */
  Run with(Rotation next) {
    return new Run(next, user, now);
  }
}
