package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.LastUse;
import dev.teambroker.server.ledger.SessionsOfKey;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether the leaving key's last use is the broker's own. That is one of STS or IAM, the last time
 * before sessions were switched, or when the ledger has its last session. Any other use is somebody
 * else's, and counts if it is not older than a day before the run.
 */
@Component
class UsesOfKey {
  private static final Set<String> OWN = Set.of("sts", "iam");
  private static final Duration SLACK = Duration.ofMinutes(1);
  private static final Duration BEFORE = Duration.ofDays(1);

  private final Acting acting;
  private final Iam iam;
  private final SessionsOfKey sessions;

  UsesOfKey(Acting acting, Iam iam, SessionsOfKey sessions) {
    this.acting = acting;
    this.iam = iam;
    this.sessions = sessions;
  }

  /** Empty when the run may go on; else what it waits for, or it is held. */
  Optional<Next> hinder(Run run, Journal journal) {
    SharedUser user = run.user();
    String leaving = run.rotation().leaving();
    AwsAnswer<Optional<LastUse>> answer =
        acting.on(user, key -> iam.accessKeyLastUsed(user.partition(), key, leaving));
    if (!(answer instanceof AwsAnswer.Answered<Optional<LastUse>>(Optional<LastUse> use))) {
      return isGone(answer)
          ? Optional.empty()
          : Optional.of(Troubles.after(answer, "iam:GetAccessKeyLastUsed", run, journal));
    }
    if (use.isEmpty() || isExplained(run, leaving, use.get())) {
      return Optional.empty();
    }
    journal.hold(
        run,
        Hold.Ground.IN_USE,
        "Somebody uses %s without the broker: last at %s, for %s in %s. Find them, then resume; the key is not touched until then."
            .formatted(leaving, use.get().at(), use.get().service(), use.get().region()));
    return Optional.of(Next.goOn());
  }

  private static boolean isGone(AwsAnswer<?> answer) {
    return answer instanceof AwsAnswer.Refused<?> refused
        && refused.why() == dev.teambroker.server.aws.AwsRefusal.NO_SUCH_ENTITY;
  }

  private boolean isExplained(Run run, String leaving, LastUse use) {
    Instant accepted = run.rotation().acceptedUntil();
    if (accepted != null && !use.at().isAfter(accepted)) {
      return true;
    }
    if (!OWN.contains(use.service())) {
      return use.at().isBefore(run.rotation().origin().startedAt().minus(BEFORE));
    }
    Instant switched = run.rotation().switchedAt();
    Instant issued = sessions.of(leaving).map(SessionsOfKey.Span::lastIssued).orElse(Instant.MIN);
    return !use.at().isAfter(latest(switched, issued, run.rotation().stepAt()));
  }

  /** A key that never served was used by the proofs of this run, up to now. */
  private static Instant latest(@Nullable Instant switched, Instant issued, Instant stepAt) {
    Instant known = switched == null ? stepAt : switched;
    return (issued.isAfter(known) ? issued : known).plus(SLACK);
  }
}
