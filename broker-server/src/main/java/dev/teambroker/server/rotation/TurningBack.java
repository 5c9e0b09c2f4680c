package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.ListedKey;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes a run back to the old key, from every step up to the deletion. Where sessions were switched
 * already, they are switched back, and the new key leaves as the old one would have.
 */
@Component
class TurningBack {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Acting acting;
  private final Sending sending;
  private final ProvingKey proving;
  private final WorkingKey working;
  private final SwitchingKey switching;
  private final Journal journal;

  TurningBack(
      Acting acting,
      Sending sending,
      ProvingKey proving,
      WorkingKey working,
      SwitchingKey switching,
      Journal journal) {
    this.acting = acting;
    this.sending = sending;
    this.proving = proving;
    this.working = working;
    this.switching = switching;
    this.journal = journal;
  }

  /** Whether it turns at this step; else what is under way is settled first. */
  boolean turns(Run run) {
    return switch (run.step()) {
      case REQUESTED, SEALED, PROVED, SWITCHED, DRAINED, DEACTIVATED -> true;
      case CREATING, DEACTIVATING, DELETING, REACTIVATING, REACTIVATED, DONE, UNDONE -> false;
    };
  }

  Next turn(Run run) {
    return switch (run.step()) {
      case REQUESTED -> moved(run, run.rotation(), Step.UNDONE, "nothing was made");
      case SEALED, PROVED ->
          moved(
              run,
              run.rotation().on(run.rotation().course().to(Aim.UNDO)),
              Step.DRAINED,
              "the new key leaves; nothing has used it");
      case SWITCHED, DRAINED -> back(run);
      case DEACTIVATED -> reactivate(run);
      case CREATING, DEACTIVATING, DELETING, REACTIVATING, REACTIVATED, DONE, UNDONE ->
          throw new IllegalStateException("it doesn't turn at " + run.step());
    };
  }

  /** The old key is active; sessions go back to it only if it works. */
  private Next back(Run run) {
    return switch (working.everywhere(run, run.rotation().keys().old())) {
      case WorkingKey.Found.Works _ -> switching.back(run);
      case WorkingKey.Found.NotNow(String why) -> Next.later(Troubles.PAUSE, why);
      case WorkingKey.Found.Broken(String why) -> {
        journal.hold(run, Hold.Ground.DRIFT, why);
        yield Next.goOn();
      }
    };
  }

  private Next reactivate(Run run) {
    String old = run.rotation().keys().old();
    Run sent =
        journal.moved(run, run.rotation(), Step.REACTIVATING, "activates " + old + " again at AWS");
    AwsAnswer<String> answer = sending.activate(sent, old, true);
    return switch (answer) {
      case AwsAnswer.Answered<String> _ ->
          moved(sent, sent.rotation(), Step.REACTIVATED, old + " is active again");
      case AwsAnswer.Unknown<String>(String why) ->
          Next.later(LOOK_AGAIN, "AWS's answer was lost (" + why + "); looking.");
      case AwsAnswer<String> nothing -> {
        Run again =
            journal.moved(
                sent,
                sent.rotation(),
                Step.DEACTIVATED,
                "AWS did not activate it: " + Troubles.told(nothing));
        yield Troubles.after(nothing, "iam:UpdateAccessKey", again, journal);
      }
    };
  }

  Next settle(Run run) {
    String old = run.rotation().keys().old();
    return switch (acting.list(run.user())) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) -> {
        if (WorkingKey.find(listed, old).filter(ListedKey::isActive).isPresent()) {
          yield moved(run, run.rotation(), Step.REACTIVATED, "AWS lists " + old + " as active");
        }
        yield run.untilSettled().isPositive()
            ? Next.later(LOOK_AGAIN, "Looking whether " + old + " is active again.")
            : moved(run, run.rotation(), Step.DEACTIVATED, "AWS has not activated " + old);
      }
      case AwsAnswer<List<ListedKey>> other ->
          Troubles.after(other, "iam:ListAccessKeys", run, journal);
    };
  }

  /** Sessions go back to the old key once it works again everywhere. */
  Next prove(Run run) {
    return proving.prove(run, run.rotation().keys().old(), Step.DRAINED);
  }

  private Next moved(Run run, Rotation changed, Step to, String says) {
    journal.moved(run, changed, to, says);
    return Next.goOn();
  }
}
