package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.ComparedAtRestore;
import dev.teambroker.server.audit.RowRejected;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which access keys IAM has of each shared user, as the account's management principal sees them,
 * beside those that are stored: keys were replaced since the backup, perhaps.
 */
@Component
class KeysComparedAtRestore implements ComparedAtRestore {
  private final SharedUsers users;
  private final AccessKeys keys;
  private final ManagementKeys management;
  private final Iam iam;

  KeysComparedAtRestore(SharedUsers users, AccessKeys keys, ManagementKeys management, Iam iam) {
    this.users = users;
    this.keys = keys;
    this.management = management;
    this.iam = iam;
  }

  @Override
  public List<String> compare() {
    return users.all().stream().flatMap(user -> compare(user).stream()).toList();
  }

  private List<String> compare(SharedUser user) {
    try {
      if (!management.has(user.account())) {
        return List.of(
            notCompared(user, "account " + user.account() + " has no management principal"));
      }
      return switch (management.open(user.account())) {
        case Outcome.Refused<AwsKey> refused -> List.of(notCompared(user, refused.detail()));
        case Outcome.Done<AwsKey>(AwsKey key) -> {
          try (key) {
            yield compare(user, iam.listAccessKeys(user.partition(), key, user.userName()));
          }
        }
      };
    } catch (RowRejected e) {
      return List.of(notCompared(user, e.detail()));
    }
  }

  private List<String> compare(SharedUser user, AwsAnswer<List<ListedKey>> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) -> differences(user, listed);
      case AwsAnswer.Refused<List<ListedKey>> refused ->
          List.of(notCompared(user, "IAM refused: " + refused.code() + " " + refused.message()));
      case AwsAnswer.NotReached<List<ListedKey>>(String why) ->
          List.of(notCompared(user, "IAM was not reached: " + why));
      case AwsAnswer.Unknown<List<ListedKey>>(String why) ->
          List.of(notCompared(user, "IAM gave no clear answer: " + why));
    };
  }

  private List<String> differences(SharedUser user, List<ListedKey> listed) {
    List<String> stored =
        keys.of(user.sharedUserId()).stream().map(AccessKey::accessKeyId).toList();
    List<String> found = new ArrayList<>();
    for (String id : stored) {
      Optional<ListedKey> atIam =
          listed.stream().filter(key -> key.accessKeyId().equals(id)).findFirst();
      if (atIam.isEmpty()) {
        found.add(told(user, id + " is stored here, and IAM doesn't have it"));
      } else if (!atIam.get().isActive()) {
        found.add(told(user, id + " is stored here, and inactive in IAM"));
      }
    }
    listed.stream()
        .filter(key -> key.isActive() && !stored.contains(key.accessKeyId()))
        .map(key -> told(user, key.accessKeyId() + " is active in IAM, and not stored here"))
        .forEach(found::add);
    return found.isEmpty() ? List.of(told(user, "its keys are those that IAM has")) : found;
  }

  private static String notCompared(SharedUser user, String why) {
    return told(user, "its keys were NOT compared with IAM: " + why);
  }

  private static String told(SharedUser user, String what) {
    return user.name() + ": " + what;
  }
}
