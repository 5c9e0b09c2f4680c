package dev.teambroker.server.containment;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.shareduser.ManagementKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The inline policy that denies everything to a user's sessions that were issued before a time. The
 * condition's key exists for sessions alone, so the long-term key goes on. Sessions of roles that
 * the user assumed aren't the user's: it doesn't touch them. Thread-safe.
 */
@Component
class DenyPolicy {
  static final String NAME = "team-credential-broker-containment";

  private final Iam iam;
  private final ManagementKeys keys;

  DenyPolicy(Iam iam, ManagementKeys keys) {
    this.iam = iam;
    this.keys = keys;
  }

  /** Puts it through the account's management principal, in place of an earlier one. */
  Outcome<String> put(SharedUser user, Instant issuedBefore) {
    String document = document(issuedBefore);
    return asPrincipal(
        user, key -> iam.putUserPolicy(user.partition(), key, user.userName(), NAME, document));
  }

  /** Takes it off; one that isn't there is off. */
  Outcome<String> remove(SharedUser user) {
    return asPrincipal(
        user,
        key ->
            switch (iam.deleteUserPolicy(user.partition(), key, user.userName(), NAME)) {
              case AwsAnswer.Refused<String> refused
                  when refused.why() == AwsRefusal.NO_SUCH_ENTITY ->
                  new AwsAnswer.Answered<>(NAME);
              case AwsAnswer<String> other -> other;
            });
  }

  private static String document(Instant issuedBefore) {
    return """
        {"Version":"2012-10-17","Statement":[{"Sid":"EndSessionsIssuedBefore","Effect":"Deny",\
        "Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"%s"}}}]}"""
        .formatted(issuedBefore);
  }

  private Outcome<String> asPrincipal(SharedUser user, Function<AwsKey, AwsAnswer<String>> call) {
    return switch (keys.open(user.account())) {
      case Outcome.Refused<AwsKey> refused -> refused.of();
      case Outcome.Done<AwsKey>(AwsKey key) -> {
        try (key) {
          yield switch (call.apply(key)) {
            case AwsAnswer.Answered<String>(String done) -> Outcome.done(done);
            case AwsAnswer<String> other -> AwsProblems.of(other);
          };
        }
      }
    };
  }
}
