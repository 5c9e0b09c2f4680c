package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.web.Outcome;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * As whom the broker acts in IAM on a shared user: the account's management principal or, where it
 * has none, the user itself. Outside of transactions. Thread-safe.
 */
@Component
public class ActingKeys {
  private final ManagementKeys management;
  private final IssuingKeys keys;

  ActingKeys(ManagementKeys management, IssuingKeys keys) {
    this.management = management;
    this.keys = keys;
  }

  /** Who that is. */
  public String arn(SharedUser user) {
    return management.arn(user.account()).orElse(user.userArn());
  }

  /** Does the work with the key of whoever acts, which is closed then. */
  public <T> Outcome<T> with(SharedUser user, Function<AwsKey, Outcome<T>> work) {
    if (!management.has(user.account())) {
      return asItself(user, work);
    }
    return switch (management.open(user.account())) {
      case Outcome.Refused<AwsKey> refused -> refused.of();
      case Outcome.Done<AwsKey>(AwsKey key) -> {
        try (key) {
          yield work.apply(key);
        }
      }
    };
  }

  private <T> Outcome<T> asItself(SharedUser user, Function<AwsKey, Outcome<T>> work) {
    try (IssuingKey key = keys.open(user).orElse(null)) {
      return key == null
          ? Outcome.refused(ProblemType.CONFLICT, user.name() + " has no current access key.")
          : work.apply(key.key());
    }
  }
}
