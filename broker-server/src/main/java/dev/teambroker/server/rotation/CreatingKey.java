package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuditUnavailable;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.MadeKey;
import dev.teambroker.server.shareduser.ReservedKey;
import dev.teambroker.server.shareduser.RotatingKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets AWS make the new key and stores it. All that could fail in between is done before: from the
 * answer on it takes AES in this process and one commit.
 */
@Component
class CreatingKey {
  private static final Logger LOG = LoggerFactory.getLogger(CreatingKey.class);
  private static final int STORING_ATTEMPTS = 20;
  private static final Duration STORING_PAUSE = Duration.ofMillis(500);

  private final Preflight preflight;
  private final RotatingKeys keys;
  private final Sending sending;
  private final Journal journal;
  private final Rotations rotations;

  CreatingKey(
      Preflight preflight,
      RotatingKeys keys,
      Sending sending,
      Journal journal,
      Rotations rotations) {
    this.preflight = preflight;
    this.keys = keys;
    this.sending = sending;
    this.journal = journal;
    this.rotations = rotations;
  }

  Next create(Run run) {
    return switch (preflight.look(run)) {
      case Preflight.Finding.NotNow(String why) -> Next.later(Troubles.PAUSE, why);
      case Preflight.Finding.Stop(Hold.Ground ground, String why) -> {
        journal.hold(run, ground, why);
        yield Next.goOn();
      }
      case Preflight.Finding.Clear(List<String> listed) -> createNow(run, listed);
    };
  }

  private Next createNow(Run run, List<String> listed) {
    try (ReservedKey place = keys.reserve(run.user())) {
      Rotation.Attempt attempt =
          new Rotation.Attempt(run.rotation().attempt().number() + 1, place.rowId(), listed);
      Run creating =
          journal.moved(
              run,
              run.rotation().trying(attempt),
              Step.CREATING,
              "asks AWS for a further key; it has " + String.join(", ", listed));
      return switch (sending.create(creating, place.rowId())) {
        case AwsAnswer.Answered<MadeKey>(MadeKey made) -> {
          try (made) {
            store(creating, place, made);
          }
          yield Next.goOn();
        }
        case AwsAnswer.Unknown<MadeKey>(String why) ->
            Next.later(
                creating.untilSettled(), "AWS's answer was lost (" + why + "); looking later.");
        case AwsAnswer<MadeKey> nothing -> notMade(creating, nothing);
      };
    }
  }

  private Next notMade(Run creating, AwsAnswer<MadeKey> nothing) {
    Run again =
        journal.moved(
            creating,
            creating.rotation(),
            Step.REQUESTED,
            "AWS made no key: " + Troubles.told(nothing));
    return isFull(nothing)
        ? Next.goOn()
        : Troubles.after(nothing, "iam:CreateAccessKey", again, journal);
  }

  /** Somebody was faster: the next preflight sees whose key it is. */
  private static boolean isFull(AwsAnswer<MadeKey> answer) {
    return answer instanceof AwsAnswer.Refused<MadeKey> refused
        && refused.why() == AwsRefusal.OTHER
        && refused.code().equals("LimitExceeded");
  }

  /** The secret is nowhere else, so a database that is away for a moment is waited for. */
  private void store(Run creating, ReservedKey place, MadeKey made) {
    for (int attempt = 1; ; attempt++) {
      try {
        storeOnce(creating, place, made);
        return;
      } catch (DataAccessException | TransactionException | AuditUnavailable e) {
        LOG.warn("the new key of {} is not stored yet", creating.user().name(), e);
        if (attempt == STORING_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(STORING_PAUSE.toNanos());
      } catch (Overtaken e) {
        if (isStored(creating, made)) {
          return;
        }
        throw e;
      }
    }
  }

  private void storeOnce(Run creating, ReservedKey place, MadeKey made) {
    Rotation.Keys with =
        new Rotation.Keys(creating.rotation().keys().old(), made.accessKeyId(), null);
    journal.moved(
        creating,
        creating.rotation().of(with),
        Step.SEALED,
        "AWS made " + made.accessKeyId() + ", which is stored",
        () ->
            List.of(
                keys.store(creating.user(), place, made.accessKeyId(), made.secretAccessKey())));
  }

  /** A commit whose answer was lost may stand. */
  private boolean isStored(Run creating, MadeKey made) {
    return rotations
        .find(creating.rotation().rotationId())
        .filter(run -> made.accessKeyId().equals(run.keys().next()))
        .isPresent();
  }
}
