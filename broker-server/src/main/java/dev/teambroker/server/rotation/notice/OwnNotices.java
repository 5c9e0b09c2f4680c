package dev.teambroker.server.rotation.notice;

import dev.teambroker.protocol.Rotations.Notice;
import dev.teambroker.protocol.Rotations.Rotation;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.rotation.ShowingRotations;
import dev.teambroker.server.rotation.Turns;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.Owners;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.Showing;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a member should know when they sign in: rotations under way and lately ended of the shared
 * users that they see; and, as an owner, what a run is held for and which keys should be rotated.
 */
@Component
public class OwnNotices {
  private static final Duration LATELY = Duration.ofDays(3);

  private final Access access;
  private final Owners owners;
  private final Showing showing;
  private final ShowingRotations rotations;
  private final Turns turns;
  private final InstantSource clock;

  OwnNotices(
      Access access,
      Owners owners,
      Showing showing,
      ShowingRotations rotations,
      Turns turns,
      InstantSource clock) {
    this.access = access;
    this.owners = owners;
    this.showing = showing;
    this.rotations = rotations;
    this.turns = turns;
    this.clock = clock;
  }

  /** By shared user. */
  public List<Notice> of(Member member) {
    List<Notice> notices = new ArrayList<>();
    for (SharedUser user : access.visible(member)) {
      boolean owns = owners.decides(member, user.sharedUserId());
      Rotation latest = latest(member, user);
      if (latest != null && isNews(latest)) {
        notices.add(new Notice(user.name(), latest.stepAt(), told(latest, owns)));
      }
      if (latest == null || hasEnded(latest)) {
        turns
            .of(user)
            .filter(turns::isToBeTold)
            .ifPresent(turn -> notices.add(new Notice(user.name(), null, turn.told())));
      }
      if (owns) {
        showing
            .show(user)
            .warnings()
            .forEach(warning -> notices.add(new Notice(user.name(), null, warning)));
      }
    }
    return notices;
  }

  private @Nullable Rotation latest(Member member, SharedUser user) {
    return rotations.of(member, user.name()) instanceof Outcome.Done<List<Rotation>>(var all)
            && !all.isEmpty()
        ? all.getFirst()
        : null;
  }

  private static boolean hasEnded(Rotation rotation) {
    return rotation.state().equals("done") || rotation.state().equals("undone");
  }

  private boolean isNews(Rotation rotation) {
    Instant since = clock.instant().minus(LATELY);
    return switch (rotation.state()) {
      case "done", "undone" -> rotation.stepAt().isAfter(since);
      default -> true;
    };
  }

  private static String told(Rotation rotation, boolean owns) {
    String name = rotation.sharedUser();
    return switch (rotation.state()) {
      case "done" -> "The key of " + name + " was rotated.";
      case "undone" -> "The rotation of " + name + " was undone.";
      case "held" ->
          owns
              ? "The rotation of " + name + " is held: " + rotation.held()
              : "The rotation of " + name + " is held; its owners decide.";
      default -> "The key of " + name + " is being rotated; sessions go on as ever.";
    };
  }
}
