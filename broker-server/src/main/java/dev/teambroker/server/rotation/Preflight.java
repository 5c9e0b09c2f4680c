package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.IamUser;
import dev.teambroker.server.aws.LastUse;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.guard.RightsOnKeys;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whether a further key may be made for the user now. It only reads. */
@Component
class Preflight {
  private static final Duration APART = Duration.ofSeconds(10);

  private final Acting acting;
  private final Iam iam;
  private final RotatingKeys keys;
  private final WorkingKey working;
  private final RightsOnKeys rights;
  private final Looks looks;

  /** What it finds. */
  sealed interface Finding {
    /** A key may be made; these are there. */
    record Clear(List<String> listed) implements Finding {}

    record NotNow(String why) implements Finding {}

    record Stop(Hold.Ground ground, String why) implements Finding {}
  }

  Preflight(
      Acting acting,
      Iam iam,
      RotatingKeys keys,
      WorkingKey working,
      RightsOnKeys rights,
      Looks looks) {
    this.rights = rights;
    this.acting = acting;
    this.iam = iam;
    this.keys = keys;
    this.working = working;
    this.looks = looks;
  }

  Finding look(Run run) {
    return switch (rights.of(run.user())) {
      case RightsOnKeys.Finding.Fine _ -> ofUser(run);
      case RightsOnKeys.Finding.NotNow(String why) -> new Finding.NotNow(why);
      case RightsOnKeys.Finding.Refused(String why) -> new Finding.Stop(Hold.Ground.REFUSED, why);
    };
  }

  private Finding ofUser(Run run) {
    SharedUser user = run.user();
    AwsAnswer<IamUser> same =
        acting.on(user, key -> iam.getUser(user.partition(), key, user.userName()));
    if (!(same instanceof AwsAnswer.Answered<IamUser>(IamUser found))) {
      return trouble("iam:GetUser", same);
    }
    if (!found.userId().equals(user.userId())) {
      return stop(
          "The IAM user %s is another one (%s) than the one that was imported (%s): it was deleted and made again."
              .formatted(user.userName(), found.userId(), user.userId()));
    }
    AwsAnswer<List<ListedKey>> listed = acting.list(user);
    return listed instanceof AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> all)
        ? ofKeys(run, all)
        : trouble("iam:ListAccessKeys", listed);
  }

  private Finding ofKeys(Run run, List<ListedKey> listed) {
    String current = run.rotation().keys().old();
    if (keys.current(run.user().sharedUserId())
        .filter(key -> key.accessKeyId().equals(current))
        .isEmpty()) {
      return stop("The current access key is not " + current + " any more.");
    }
    if (listed.stream().noneMatch(key -> key.accessKeyId().equals(current) && key.isActive())) {
      return new Finding.Stop(
          Hold.Ground.DRIFT, "The current access key " + current + " is not active in IAM.");
    }
    List<ListedKey> others =
        listed.stream().filter(key -> !key.accessKeyId().equals(current)).toList();
    return others.isEmpty() ? ofPermissions(run, current) : full(run, others);
  }

  /** AWS allows two keys, and none is deleted to make room. */
  private Finding full(Run run, List<ListedKey> others) {
    if (!looks.agree(run, others, APART)) {
      return new Finding.NotNow("AWS lists another key; three looks have to agree.");
    }
    return stop(
        "The user has another access key, so AWS makes no further one: "
            + others.stream().map(key -> told(run, key)).collect(Collectors.joining("; "))
            + ". Delete it at AWS if nobody needs it, then resume.");
  }

  private String told(Run run, ListedKey key) {
    boolean stored =
        keys.of(run.user().sharedUserId()).stream()
            .anyMatch(one -> one.accessKeyId().equals(key.accessKeyId()));
    return "%s (%s, %s, made %s, %s)"
        .formatted(
            key.accessKeyId(),
            stored ? "stored in the broker" : "not of the broker",
            key.isActive() ? "active" : "inactive",
            key.createdAt(),
            lastUse(run, key.accessKeyId()));
  }

  private String lastUse(Run run, String accessKeyId) {
    return switch (lastUsed(run.user(), accessKeyId)) {
      case AwsAnswer.Answered<Optional<LastUse>>(Optional<LastUse> use) ->
          use.map(
                  last ->
                      "last used %s for %s in %s"
                          .formatted(last.at(), last.service(), last.region()))
              .orElse("no use of it is known");
      case AwsAnswer<Optional<LastUse>> other -> "its last use is unknown: " + Troubles.told(other);
    };
  }

  /** What later steps need is tried before a key is made. */
  private Finding ofPermissions(Run run, String current) {
    AwsAnswer<Optional<LastUse>> use = lastUsed(run.user(), current);
    if (!(use instanceof AwsAnswer.Answered<?>)) {
      return trouble("iam:GetAccessKeyLastUsed", use);
    }
    return switch (working.once(run, current)) {
      case WorkingKey.Found.Works _ -> new Finding.Clear(List.of(current));
      case WorkingKey.Found.NotNow(String why) -> new Finding.NotNow(why);
      case WorkingKey.Found.Broken(String why) -> new Finding.Stop(Hold.Ground.DRIFT, why);
    };
  }

  private AwsAnswer<Optional<LastUse>> lastUsed(SharedUser user, String accessKeyId) {
    return acting.on(user, key -> iam.accessKeyLastUsed(user.partition(), key, accessKeyId));
  }

  private static Finding trouble(String call, AwsAnswer<?> answer) {
    String why = call + ": " + Troubles.told(answer);
    return Troubles.pass(answer)
        ? new Finding.NotNow(why)
        : new Finding.Stop(Hold.Ground.REFUSED, "AWS refuses " + why);
  }

  private static Finding stop(String why) {
    return new Finding.Stop(Hold.Ground.PREFLIGHT, why);
  }
}
