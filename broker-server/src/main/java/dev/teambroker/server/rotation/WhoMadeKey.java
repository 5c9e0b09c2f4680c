package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.CloudTrail;
import dev.teambroker.server.aws.CloudTrail.KeyMade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who made a key, by CloudTrail's event of it: the only proof there is. */
@Component
class WhoMadeKey {
  private static final Duration AROUND = Duration.ofMinutes(10);

  private final Acting acting;
  private final CloudTrail cloudTrail;

  /** What CloudTrail shows. */
  sealed interface Finding {
    /** This key bears the mark of the run's own call. */
    record Ours(String accessKeyId) implements Finding {}

    /** Each of the keys has an event without the mark. */
    record OfOthers(String told) implements Finding {}

    record NotKnown(String why) implements Finding {}

    /** CloudTrail didn't answer; it may a little later. */
    record NotNow(String why) implements Finding {}
  }

  WhoMadeKey(Acting acting, CloudTrail cloudTrail) {
    this.acting = acting;
    this.cloudTrail = cloudTrail;
  }

  Finding of(Run run, List<String> candidates) {
    Instant asked = run.rotation().stepAt();
    AwsAnswer<List<KeyMade>> answer =
        acting.on(
            run.user(),
            key ->
                cloudTrail.keysMade(
                    run.user().partition(), key, asked.minus(AROUND), asked.plus(AROUND)));
    if (answer instanceof AwsAnswer.Answered<List<KeyMade>>(List<KeyMade> made)) {
      return among(
          made.stream().filter(one -> candidates.contains(one.accessKeyId())).toList(),
          run,
          candidates);
    }
    String why = "CloudTrail: " + Troubles.told(answer);
    return Troubles.pass(answer) ? new Finding.NotNow(why) : new Finding.NotKnown(why);
  }

  private static Finding among(List<KeyMade> made, Run run, List<String> candidates) {
    Optional<KeyMade> ours = made.stream().filter(one -> bearsMark(one, run)).findFirst();
    if (ours.isPresent()) {
      return new Finding.Ours(ours.get().accessKeyId());
    }
    return made.stream().map(KeyMade::accessKeyId).toList().containsAll(candidates)
        ? new Finding.OfOthers(
            made.stream()
                .map(one -> one.accessKeyId() + " by " + one.by() + " at " + one.at())
                .collect(Collectors.joining(", ")))
        : new Finding.NotKnown("CloudTrail shows no event of it");
  }

  /** The mark is the last word of the User-Agent that the call was sent with. */
  private static boolean bearsMark(KeyMade made, Run run) {
    String mark = run.rotation().attempt().mark();
    return mark != null && made.userAgent().endsWith(" " + mark);
  }
}
