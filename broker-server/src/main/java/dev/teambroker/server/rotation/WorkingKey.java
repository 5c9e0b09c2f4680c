package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.CallerIdentity;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Whether a stored key works now, by calls that are signed with it. Thread-safe. */
@Component
class WorkingKey {
  private static final Duration STALE_AT_MOST = Duration.ofMinutes(10);

  private final Acting acting;
  private final RotatingKeys keys;
  private final Sts sts;

  /** What the calls show. */
  sealed interface Found {
    record Works() implements Found {}

    /** The calls show nothing, or not yet. */
    record NotNow(String why) implements Found {}

    record Broken(String why) implements Found {}
  }

  WorkingKey(Acting acting, RotatingKeys keys, Sts sts) {
    this.acting = acting;
    this.keys = keys;
    this.sts = sts;
  }

  /** By one call. */
  Found once(Run run, String accessKeyId) {
    return signed(
        run, accessKeyId, key -> List.of(sts.getCallerIdentity(run.user().partition(), key)));
  }

  /** By a call in each region in which sessions are asked for. */
  Found everywhere(Run run, String accessKeyId) {
    return signed(
        run, accessKeyId, key -> sts.getCallerIdentityEverywhere(run.user().partition(), key));
  }

  /**
   * Whether the staying key is listed as active and has just passed a call: asked before each
   * deactivation and deletion, whose own key is listed as it is expected.
   */
  Found mayLose(Run run, String leaving, boolean leavingIsActive) {
    return switch (acting.list(run.user())) {
      case AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed) ->
          mayLose(run, leaving, leavingIsActive, listed);
      case AwsAnswer<List<ListedKey>> other ->
          Troubles.pass(other)
              ? new Found.NotNow("iam:ListAccessKeys: " + Troubles.told(other))
              : new Found.Broken("AWS refuses iam:ListAccessKeys: " + Troubles.told(other));
    };
  }

  private Found mayLose(Run run, String leaving, boolean leavingIsActive, List<ListedKey> listed) {
    String staying = run.rotation().staying();
    Optional<ListedKey> stays = find(listed, staying);
    if (stays.isEmpty() || !stays.get().isActive()) {
      return unlessStale(
          run, "The key that stays, " + staying + ", is not listed as active in IAM.");
    }
    Optional<ListedKey> leaves = find(listed, leaving);
    if (leaves.isPresent() && leaves.get().isActive() != leavingIsActive) {
      return unlessStale(
          run,
          "Somebody has %s %s at AWS."
              .formatted(leavingIsActive ? "deactivated" : "activated", leaving));
    }
    return once(run, staying);
  }

  /** A list may be older than what the run has just done. */
  private static Found unlessStale(Run run, String why) {
    return run.age().compareTo(STALE_AT_MOST) < 0 ? new Found.NotNow(why) : new Found.Broken(why);
  }

  static Optional<ListedKey> find(List<ListedKey> listed, String accessKeyId) {
    return listed.stream().filter(key -> key.accessKeyId().equals(accessKeyId)).findFirst();
  }

  private Found signed(
      Run run, String accessKeyId, Function<AwsKey, List<AwsAnswer<CallerIdentity>>> calls) {
    Optional<AwsKey> opened = keys.open(run.user(), accessKeyId);
    if (opened.isEmpty()) {
      return new Found.Broken(accessKeyId + " is not stored any more.");
    }
    try (AwsKey key = opened.get()) {
      return calls.apply(key).stream()
          .map(answer -> found(run.user(), accessKeyId, answer))
          .filter(found -> !(found instanceof Found.Works))
          .findFirst()
          .orElseGet(Found.Works::new);
    }
  }

  private static Found found(
      SharedUser user, String accessKeyId, AwsAnswer<CallerIdentity> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<CallerIdentity>(CallerIdentity caller) ->
          caller.arn().equals(user.userArn()) && caller.userId().equals(user.userId())
              ? new Found.Works()
              : new Found.Broken(accessKeyId + " is a key of " + caller.arn());
      case AwsAnswer.Refused<CallerIdentity> refused when refused.why() == AwsRefusal.STALE_KEY ->
          new Found.NotNow("AWS doesn't know " + accessKeyId + " everywhere");
      case AwsAnswer<CallerIdentity> other ->
          Troubles.pass(other)
              ? new Found.NotNow("sts:GetCallerIdentity: " + Troubles.told(other))
              : new Found.Broken(accessKeyId + " is refused: " + Troubles.told(other));
    };
  }
}
