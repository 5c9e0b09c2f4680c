package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Makes IAM calls on a shared user; without anybody to act as, AWS is not reached. Thread-safe. */
@Component
class Acting {
  private final ActingKeys keys;
  private final Iam iam;

  Acting(ActingKeys keys, Iam iam) {
    this.keys = keys;
    this.iam = iam;
  }

  <T> AwsAnswer<T> on(SharedUser user, Function<AwsKey, AwsAnswer<T>> call) {
    return switch (keys.with(user, key -> Outcome.done(call.apply(key)))) {
      case Outcome.Done<AwsAnswer<T>>(AwsAnswer<T> answer) -> answer;
      case Outcome.Refused<AwsAnswer<T>> refused -> new AwsAnswer.NotReached<>(refused.detail());
    };
  }

  AwsAnswer<List<ListedKey>> list(SharedUser user) {
    return on(user, key -> iam.listAccessKeys(user.partition(), key, user.userName()));
  }
}
