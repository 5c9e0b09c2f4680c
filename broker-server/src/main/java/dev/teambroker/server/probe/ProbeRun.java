package dev.teambroker.server.probe;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.MadeKey;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The steps of a probe: a spare key, a session issued with it, the key off, the session used, the
 * key deleted, the session used again. The spare key's secret is never stored. Thread-safe.
 */
@Component
class ProbeRun {
  private static final Duration LENGTH = Duration.ofMinutes(15);

  private final ActingKeys acting;
  private final SpareKeys spares;
  private final ProbeJournal journal;
  private final Iam iam;
  private final Sts sts;
  private final InstantSource clock;

  ProbeRun(
      ActingKeys acting,
      SpareKeys spares,
      ProbeJournal journal,
      Iam iam,
      Sts sts,
      InstantSource clock) {
    this.acting = acting;
    this.spares = spares;
    this.journal = journal;
    this.iam = iam;
    this.sts = sts;
    this.clock = clock;
  }

  /** Ends the probe, or leaves it open where what AWS did isn't known. */
  void run(Probe begun, SharedUser user) {
    Outcome<Probe> outcome = acting.with(user, key -> after(begun, user, asked(begun, user, key)));
    if (outcome instanceof Outcome.Refused<Probe> refused) {
      journal.step(begun.ended(ProbeState.FAILED, refused.detail(), now()));
    }
  }

  /** Sent once; CloudTrail tells by the probe's id who made the key. */
  private AwsAnswer<MadeKey> asked(Probe begun, SharedUser user, AwsKey key) {
    return iam.createAccessKey(
        user.partition(), key, user.userName(), "probe/" + begun.id(), () -> true);
  }

  private Outcome<Probe> after(Probe begun, SharedUser user, AwsAnswer<MadeKey> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<MadeKey>(MadeKey made) -> {
        try (made) {
          Probe probe = journal.step(begun.made(made.accessKeyId(), now()));
          yield Outcome.done(
              probed(probe, user, AwsKey.longTerm(made.accessKeyId(), made.secretAccessKey())));
        }
      }
      case AwsAnswer.Unknown<MadeKey> _ -> Outcome.done(begun);
      case AwsAnswer<MadeKey> other -> AwsProblems.of(other);
    };
  }

  private Probe probed(Probe made, SharedUser user, AwsKey spare) {
    try (AwsKey session = Awaiting.result(() -> issued(user, spare)).orElse(null)) {
      Probe removing = journal.step(made.removing(now()));
      if (session == null || !works(user, session)) {
        return removed(removing, user, "The spare key gave no session that works.");
      }
      Outcome<String> off = spares.switchOff(user, spare.accessKeyId());
      boolean refused = off.orNull() != null && Awaiting.often(() -> isRefused(user, spare));
      boolean outlivesOff = refused && works(user, session);
      Outcome<String> deleted = spares.delete(user, spare.accessKeyId());
      if (off.orNull() == null || deleted.orNull() == null) {
        return removing;
      }
      return refused
          ? journal.step(removing.found(outlivesOff && works(user, session), now()))
          : failed(removing, "AWS went on taking the spare key though it was off.");
    }
  }

  /** Removes the spare key; where AWS doesn't do it, the probe stays open for the next look. */
  Probe removed(Probe removing, SharedUser user, String why) {
    String spare = removing.spareKey();
    boolean gone =
        spare == null
            || (spares.switchOff(user, spare).orNull() != null
                && spares.delete(user, spare).orNull() != null);
    return gone ? failed(removing, why) : removing;
  }

  private Probe failed(Probe probe, String why) {
    return journal.step(probe.ended(ProbeState.FAILED, why, now()));
  }

  private Optional<AwsKey> issued(SharedUser user, AwsKey spare) {
    return sts.getSessionToken(user.partition(), spare, LENGTH, null)
            instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials issued)
        ? Optional.of(
            AwsKey.ofSession(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()))
        : Optional.empty();
  }

  private boolean works(SharedUser user, AwsKey session) {
    return Awaiting.often(() -> isAnswered(user, session));
  }

  private boolean isAnswered(SharedUser user, AwsKey key) {
    return sts.getCallerIdentity(user.partition(), key) instanceof AwsAnswer.Answered<?>;
  }

  private boolean isRefused(SharedUser user, AwsKey key) {
    return sts.getCallerIdentity(user.partition(), key) instanceof AwsAnswer.Refused<?> refused
        && refused.why() == AwsRefusal.STALE_KEY;
  }

  private Instant now() {
    return Times.now(clock);
  }
}
