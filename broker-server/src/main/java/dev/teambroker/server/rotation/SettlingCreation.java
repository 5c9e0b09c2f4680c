package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.ListedKey;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of a CreateAccessKey whose answer is not known: once it can't arrive any
 * more, by three lists that agree. A key that has appeared is ours only with CloudTrail's proof;
 * without one an owner is asked.
 */
@Component
class SettlingCreation {
  private static final Duration APART = Duration.ofSeconds(10);
  private static final int MOST_ATTEMPTS = 3;

  /** LookupEvents shows an event within about fifteen minutes. */
  private static final Duration PROOF_WITHIN = Duration.ofMinutes(45);

  private final Acting acting;
  private final Looks looks;
  private final WhoMadeKey proof;
  private final Journal journal;

  SettlingCreation(Acting acting, Looks looks, WhoMadeKey proof, Journal journal) {
    this.acting = acting;
    this.looks = looks;
    this.proof = proof;
    this.journal = journal;
  }

  Next settle(Run run) {
    if (run.untilSettled().isPositive()) {
      return Next.later(
          run.untilSettled(), "The request for a further key may still arrive at AWS.");
    }
    return switch (acting.list(run.user())) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) -> listed(run, listed);
      case AwsAnswer<List<ListedKey>> other ->
          Troubles.after(other, "iam:ListAccessKeys", run, journal);
    };
  }

  private Next listed(Run run, List<ListedKey> listed) {
    List<String> appeared =
        listed.stream()
            .map(ListedKey::accessKeyId)
            .filter(id -> !run.rotation().attempt().snapshot().contains(id))
            .sorted()
            .toList();
    if (!looks.agree(run, appeared, APART)) {
      return Next.later(APART, "Looking whether AWS made a key; three looks have to agree.");
    }
    return appeared.isEmpty() ? notMade(run) : appeared(run, appeared);
  }

  private Next notMade(Run run) {
    Run again =
        journal.moved(
            run,
            run.rotation().withoutNewKeys(),
            Step.REQUESTED,
            "three lists agree: AWS made no further key");
    if (run.rotation().attempt().number() % MOST_ATTEMPTS == 0) {
      journal.hold(
          again,
          Hold.Ground.REFUSED,
          "AWS was asked for a further key " + MOST_ATTEMPTS + " times and gave no clear answer.");
    }
    return Next.goOn();
  }

  private Next appeared(Run run, List<String> candidates) {
    return switch (proof.of(run, candidates)) {
      case WhoMadeKey.Finding.Ours(String ours) ->
          clear(run, ours, "CloudTrail shows this run's mark");
      case WhoMadeKey.Finding.OfOthers(String told) -> {
        journal.moved(
            run,
            run.rotation().withoutNewKeys(),
            Step.REQUESTED,
            "AWS made no key for this run; others made one: " + told);
        yield Next.goOn();
      }
      case WhoMadeKey.Finding.NotNow(String why) -> Next.later(Troubles.PAUSE, why);
      case WhoMadeKey.Finding.NotKnown(String why) -> unknown(run, candidates, why);
    };
  }

  /** The secret was lost with the answer, so the key is of no use to anybody. */
  private Next clear(Run run, String ours, String proof) {
    Rotation.Keys with = new Rotation.Keys(run.rotation().keys().old(), null, ours);
    journal.moved(
        run,
        run.rotation().of(with).on(run.rotation().course().to(Aim.CLEAR)),
        Step.DRAINED,
        ours + " was made for this run, and its secret is lost: " + proof);
    return Next.goOn();
  }

  private Next unknown(Run run, List<String> candidates, String why) {
    if (run.age().compareTo(PROOF_WITHIN) < 0) {
      return Next.later(
          Duration.ofMinutes(1),
          "Waiting for CloudTrail to say who made " + String.join(", ", candidates) + ".");
    }
    Rotation asking =
        run.rotation()
            .of(new Rotation.Keys(run.rotation().keys().old(), null, candidates.getFirst()));
    journal.hold(
        run.with(asking),
        Hold.Ground.CANDIDATE,
        "%s appeared while AWS's answer to this run was lost, and nothing proves who made it (%s). Is it nobody's? Then resume with candidate=remove; else with candidate=keep."
            .formatted(String.join(", ", candidates), why));
    return Next.goOn();
  }
}
