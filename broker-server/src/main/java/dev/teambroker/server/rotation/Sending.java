package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.MadeKey;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Sends what changes keys at AWS. The step that names the call is on record before; once the call
 * is signed, it is sent if the run still is at that step and the step is young, and it is sent
 * once. So nothing of a step can arrive later than {@link Run#untilSettled}. Thread-safe.
 */
@Component
class Sending {
  private final Acting acting;
  private final Iam iam;
  private final Rotations rotations;
  private final AwsClock clock;

  Sending(Acting acting, Iam iam, Rotations rotations, AwsClock clock) {
    this.acting = acting;
    this.iam = iam;
    this.rotations = rotations;
    this.clock = clock;
  }

  /** {@code mark} tells this call from all others in CloudTrail. */
  AwsAnswer<MadeKey> create(Run run, String mark) {
    return acting.on(
        run.user(),
        key ->
            iam.createAccessKey(
                run.user().partition(), key, run.user().userName(), mark, fence(run)));
  }

  AwsAnswer<String> activate(Run run, String accessKeyId, boolean active) {
    return acting.on(
        run.user(),
        key ->
            iam.updateAccessKey(
                run.user().partition(),
                key,
                run.user().userName(),
                accessKeyId,
                active,
                fence(run)));
  }

  AwsAnswer<String> delete(Run run, String accessKeyId) {
    return acting.on(
        run.user(),
        key ->
            iam.deleteAccessKey(
                run.user().partition(), key, run.user().userName(), accessKeyId, fence(run)));
  }

  private BooleanSupplier fence(Run run) {
    return () ->
        rotations.isStill(run.rotation())
            && Duration.between(run.rotation().stepAt(), clock.now(run.user().partition()))
                    .compareTo(Run.SEND_WITHIN)
                < 0;
  }
}
