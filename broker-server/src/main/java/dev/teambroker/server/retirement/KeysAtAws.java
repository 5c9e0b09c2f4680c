package dev.teambroker.server.retirement;

import static dev.teambroker.server.aws.AwsProblems.outcome;
import static dev.teambroker.server.aws.AwsProblems.outcomeOrGone;

import dev.teambroker.protocol.Retirements;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.LastUse;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** A retiring user's keys at AWS. What is about to be done to one is on record before. */
@Component
class KeysAtAws {
  private final ActingKeys acting;
  private final Iam iam;
  private final AuditTrail trail;

  KeysAtAws(ActingKeys acting, Iam iam, AuditTrail trail) {
    this.acting = acting;
    this.iam = iam;
    this.trail = trail;
  }

  Outcome<List<ListedKey>> listed(SharedUser user) {
    return acting.with(
        user, key -> outcome(iam.listAccessKeys(user.partition(), key, user.userName())));
  }

  /** As far as AWS tells. */
  Retirements.Key shown(SharedUser user, String accessKeyId, String state) {
    Outcome<Optional<LastUse>> use =
        acting.with(
            user, key -> outcome(iam.accessKeyLastUsed(user.partition(), key, accessKeyId)));
    return new Retirements.Key(
        accessKeyId,
        state,
        use instanceof Outcome.Done<Optional<LastUse>>(Optional<LastUse> known)
            ? known
                .map(last -> last.at() + " for " + last.service() + " in " + last.region())
                .orElse(null)
            : null);
  }

  Outcome<String> activate(SharedUser user, String accessKeyId, boolean active) {
    return sent(
        active ? "retirement.key-activated" : "retirement.key-deactivated",
        user,
        accessKeyId,
        key ->
            iam.updateAccessKey(
                user.partition(), key, user.userName(), accessKeyId, active, () -> true));
  }

  Outcome<String> delete(SharedUser user, String accessKeyId) {
    return sent(
        "retirement.key-deleted",
        user,
        accessKeyId,
        key ->
            iam.deleteAccessKey(user.partition(), key, user.userName(), accessKeyId, () -> true));
  }

  private Outcome<String> sent(
      String action,
      SharedUser user,
      String accessKeyId,
      Function<AwsKey, AwsAnswer<String>> call) {
    trail.record(about(action + "-wanted", user, accessKeyId));
    Outcome<String> done = acting.with(user, key -> outcomeOrGone(call.apply(key)));
    if (done instanceof Outcome.Done<String>) {
      trail.record(about(action, user, accessKeyId));
    }
    return done;
  }

  private static AuditEvent about(String action, SharedUser user, String accessKeyId) {
    return AuditEvent.of(action)
        .with("sharedUser", user.name())
        .with("sharedUserId", user.id())
        .with("accessKeyId", accessKeyId);
  }
}
