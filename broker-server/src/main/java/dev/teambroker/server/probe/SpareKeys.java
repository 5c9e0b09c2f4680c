package dev.teambroker.server.probe;

import static dev.teambroker.server.aws.AwsProblems.outcome;
import static dev.teambroker.server.aws.AwsProblems.outcomeOrGone;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.IssuingKey;
import dev.teambroker.server.shareduser.IssuingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What a probe does with its spare key at AWS. Before the key is switched off or deleted, the one
 * that sessions are issued with is listed Active and has just passed a call. Thread-safe.
 */
@Component
class SpareKeys {
  private final ActingKeys acting;
  private final IssuingKeys keys;
  private final Iam iam;
  private final Sts sts;

  SpareKeys(ActingKeys acting, IssuingKeys keys, Iam iam, Sts sts) {
    this.acting = acting;
    this.keys = keys;
    this.iam = iam;
    this.sts = sts;
  }

  /** The ids of the user's keys. */
  Outcome<List<String>> listed(SharedUser user) {
    return acting.with(
        user,
        key ->
            outcome(iam.listAccessKeys(user.partition(), key, user.userName()))
                .map(all -> all.stream().map(ListedKey::accessKeyId).toList()));
  }

  boolean isCurrent(SharedUser user, String accessKeyId) {
    return keys.currentId(user).filter(accessKeyId::equals).isPresent();
  }

  Outcome<String> switchOff(SharedUser user, String spare) {
    return besidesTheLivingOne(
        user,
        spare,
        key ->
            outcomeOrGone(
                iam.updateAccessKey(
                    user.partition(), key, user.userName(), spare, false, () -> true)));
  }

  Outcome<String> delete(SharedUser user, String spare) {
    return besidesTheLivingOne(
        user,
        spare,
        key ->
            outcomeOrGone(
                iam.deleteAccessKey(user.partition(), key, user.userName(), spare, () -> true)));
  }

  private Outcome<String> besidesTheLivingOne(
      SharedUser user, String spare, Function<AwsKey, Outcome<String>> work) {
    return acting.with(
        user,
        key ->
            switch (outcome(iam.listAccessKeys(user.partition(), key, user.userName()))) {
              case Outcome.Refused<List<ListedKey>> refused -> refused.of();
              case Outcome.Done<List<ListedKey>>(List<ListedKey> listed) ->
                  anotherLives(user, spare, listed)
                      ? work.apply(key)
                      : Outcome.refused(
                          ProblemType.CONFLICT,
                          "Besides the spare key "
                              + spare
                              + " no key of the user is known to work; it is left alone.");
            });
  }

  private boolean anotherLives(SharedUser user, String spare, List<ListedKey> listed) {
    try (IssuingKey current = keys.open(user).orElse(null)) {
      return current != null
          && !current.accessKeyId().equals(spare)
          && listed.stream()
              .anyMatch(key -> key.isActive() && key.accessKeyId().equals(current.accessKeyId()))
          && sts.getCallerIdentity(user.partition(), current.key())
              instanceof AwsAnswer.Answered<?>;
    }
  }
}
