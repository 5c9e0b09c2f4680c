package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.shareduser.RotatingKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Deletes the leaving key, when it was deactivated for long enough and nobody missed it. */
@Component
class DeletingKey {
  private static final Duration NEVER_SERVED = Duration.ofMinutes(15);
  private static final Duration APART = Duration.ofSeconds(10);

  private final UsesOfKey uses;
  private final WorkingKey working;
  private final Acting acting;
  private final Sending sending;
  private final RotatingKeys keys;
  private final Journal journal;
  private final Looks looks;
  private final RotationSettings settings;

  DeletingKey(
      UsesOfKey uses,
      WorkingKey working,
      Acting acting,
      Sending sending,
      RotatingKeys keys,
      Journal journal,
      Looks looks,
      RotationSettings settings) {
    this.uses = uses;
    this.working = working;
    this.acting = acting;
    this.sending = sending;
    this.keys = keys;
    this.journal = journal;
    this.looks = looks;
    this.settings = settings;
  }

  Next delete(Run run) {
    String leaving = run.rotation().leaving();
    Duration left = watch(run.rotation()).minus(run.age());
    if (left.isPositive()) {
      return Next.later(left, leaving + " is deactivated, and watched before it is deleted.");
    }
    Optional<Next> hinder = uses.hinder(run, journal);
    if (hinder.isPresent()) {
      return hinder.get();
    }
    return switch (working.mayLose(run, leaving, false)) {
      case WorkingKey.Found.Works _ -> deleteNow(run, leaving);
      case WorkingKey.Found.NotNow(String why) -> Next.later(Troubles.PAUSE, why);
      case WorkingKey.Found.Broken(String why) -> {
        journal.hold(run, Hold.Ground.DRIFT, why);
        yield Next.goOn();
      }
    };
  }

  /** What has never served is watched only until AWS would have noted a use. */
  private Duration watch(Rotation rotation) {
    return rotation.switchedAt() != null || settings.watch().compareTo(NEVER_SERVED) < 0
        ? settings.watch()
        : NEVER_SERVED;
  }

  private Next deleteNow(Run run, String leaving) {
    Run sent = journal.moved(run, run.rotation(), Step.DELETING, "deletes " + leaving + " at AWS");
    AwsAnswer<String> answer = sending.delete(sent, leaving);
    return switch (answer) {
      case AwsAnswer.Answered<String> _ -> deleted(sent, leaving + " is deleted");
      case AwsAnswer.Refused<String> refused when refused.why() == AwsRefusal.NO_SUCH_ENTITY ->
          deleted(sent, leaving + " is gone at AWS");
      case AwsAnswer.Unknown<String>(String why) ->
          Next.later(APART, "AWS's answer was lost (" + why + "); looking.");
      case AwsAnswer<String> nothing -> {
        Run again =
            journal.moved(
                sent,
                sent.rotation(),
                Step.DEACTIVATED,
                "AWS did not delete it: " + Troubles.told(nothing));
        yield Troubles.after(nothing, "iam:DeleteAccessKey", again, journal);
      }
    };
  }

  /** Once the call can't arrive any more, three lists that agree say whether it did. */
  Next settle(Run run) {
    if (run.untilSettled().isPositive()) {
      return Next.later(run.untilSettled(), "The request to delete may still arrive at AWS.");
    }
    String leaving = run.rotation().leaving();
    return switch (acting.list(run.user())) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) -> {
        boolean there = WorkingKey.find(listed, leaving).isPresent();
        if (!looks.agree(run, there, APART)) {
          yield Next.later(APART, "Looking whether " + leaving + " is deleted.");
        }
        yield there ? notDeleted(run, leaving) : deleted(run, leaving + " is deleted");
      }
      case AwsAnswer<List<ListedKey>> other ->
          Troubles.after(other, "iam:ListAccessKeys", run, journal);
    };
  }

  private Next notDeleted(Run run, String leaving) {
    journal.moved(run, run.rotation(), Step.DEACTIVATED, "AWS has not deleted " + leaving);
    return Next.goOn();
  }

  private Next deleted(Run run, String says) {
    Rotation rotation = run.rotation();
    String gone = rotation.leaving();
    switch (rotation.course().aim()) {
      case REPLACE -> end(run, Step.DONE, says, gone);
      case UNDO -> end(run, Step.UNDONE, says, gone);
      case CLEAR ->
          journal.moved(
              run,
              rotation.on(rotation.course().to(Aim.REPLACE)).withoutNewKeys(),
              Step.REQUESTED,
              says);
    }
    return Next.goOn();
  }

  private void end(Run run, Step end, String says, String gone) {
    journal.moved(run, run.rotation(), end, says, () -> keys.remove(run.user(), gone));
  }
}
