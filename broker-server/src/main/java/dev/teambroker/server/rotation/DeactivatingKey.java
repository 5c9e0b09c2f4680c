package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.ListedKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Deactivates the leaving key, which can be taken back. */
@Component
class DeactivatingKey {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final UsesOfKey uses;
  private final WorkingKey working;
  private final Acting acting;
  private final Sending sending;
  private final Journal journal;

  DeactivatingKey(
      UsesOfKey uses, WorkingKey working, Acting acting, Sending sending, Journal journal) {
    this.uses = uses;
    this.working = working;
    this.acting = acting;
    this.sending = sending;
    this.journal = journal;
  }

  Next deactivate(Run run) {
    Optional<Next> hinder = uses.hinder(run, journal);
    if (hinder.isPresent()) {
      return hinder.get();
    }
    return switch (working.mayLose(run, run.rotation().leaving(), true)) {
      case WorkingKey.Found.Works _ -> deactivateNow(run);
      case WorkingKey.Found.NotNow(String why) -> Next.later(Troubles.PAUSE, why);
      case WorkingKey.Found.Broken(String why) -> {
        journal.hold(run, Hold.Ground.DRIFT, why);
        yield Next.goOn();
      }
    };
  }

  private Next deactivateNow(Run run) {
    String leaving = run.rotation().leaving();
    Run sent =
        journal.moved(run, run.rotation(), Step.DEACTIVATING, "deactivates " + leaving + " at AWS");
    AwsAnswer<String> answer = sending.activate(sent, leaving, false);
    return switch (answer) {
      case AwsAnswer.Answered<String> _ -> deactivated(sent, leaving + " is deactivated");
      case AwsAnswer.Unknown<String>(String why) ->
          Next.later(LOOK_AGAIN, "AWS's answer was lost (" + why + "); looking.");
      case AwsAnswer.Refused<String> refused when refused.why() == AwsRefusal.NO_SUCH_ENTITY ->
          deactivated(sent, leaving + " is gone at AWS: somebody has deleted it");
      case AwsAnswer<String> nothing -> {
        Run again =
            journal.moved(
                sent,
                sent.rotation(),
                Step.DRAINED,
                "AWS did not deactivate it: " + Troubles.told(nothing));
        yield Troubles.after(nothing, "iam:UpdateAccessKey", again, journal);
      }
    };
  }

  /** The call may have arrived, or may still; deactivating twice does no harm. */
  Next settle(Run run) {
    String leaving = run.rotation().leaving();
    return switch (acting.list(run.user())) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) ->
          listed.stream().noneMatch(key -> key.accessKeyId().equals(leaving) && key.isActive())
              ? deactivated(run, "AWS lists " + leaving + " as deactivated")
              : notYet(run, leaving);
      case AwsAnswer<List<ListedKey>> other ->
          Troubles.after(other, "iam:ListAccessKeys", run, journal);
    };
  }

  private Next notYet(Run run, String leaving) {
    if (run.untilSettled().isPositive()) {
      return Next.later(LOOK_AGAIN, "Looking whether AWS has deactivated " + leaving + ".");
    }
    journal.moved(run, run.rotation(), Step.DRAINED, "AWS has not deactivated " + leaving);
    return Next.goOn();
  }

  private Next deactivated(Run run, String says) {
    journal.moved(run, run.rotation(), Step.DEACTIVATED, says);
    return Next.goOn();
  }
}
