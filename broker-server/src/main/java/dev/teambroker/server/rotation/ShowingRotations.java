package dev.teambroker.server.rotation;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Rotations.Event;
import dev.teambroker.protocol.Rotations.Timeline;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rotations as members see them: those of shared users that they may see. Thread-safe. */
@Component
public class ShowingRotations {
  private final Rotations rotations;
  private final DueRuns due;
  private final Access access;
  private final SharedUsers users;
  private final Members members;
  private final JdbcClient database;

  ShowingRotations(
      Rotations rotations,
      DueRuns due,
      Access access,
      SharedUsers users,
      Members members,
      JdbcClient database) {
    this.rotations = rotations;
    this.due = due;
    this.access = access;
    this.users = users;
    this.members = members;
    this.database = database;
  }

  /** Those that have begun and not ended, the oldest first. */
  public List<dev.teambroker.protocol.Rotations.Rotation> underWay(Member member) {
    Map<String, SharedUser> visible =
        access.visible(member).stream()
            .collect(Collectors.toMap(SharedUser::id, Function.identity()));
    return rotations.underWay().stream()
        .filter(run -> visible.containsKey(run.sharedUser().value()))
        .map(this::show)
        .toList();
  }

  /** The latest ones of a shared user, the newest first. */
  public Outcome<List<dev.teambroker.protocol.Rotations.Rotation>> of(Member member, String name) {
    return access
        .visible(member, name)
        .map(user -> rotations.of(user.sharedUserId()).stream().map(this::show).toList());
  }

  /** One with all that it did. */
  public Outcome<Timeline> timeline(Member member, String id) {
    Optional<Rotation> run =
        FreshId.isOne(id) ? rotations.find(new RotationId(id)) : Optional.empty();
    return run.filter(found -> isVisible(member, found))
        .map(found -> Outcome.done(new Timeline(show(found), events(found))))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemType.NOT_FOUND, "There is no rotation of that id that you may see."));
  }

  private boolean isVisible(Member member, Rotation run) {
    return users
        .find(run.sharedUser())
        .filter(user -> access.visible(member, user.name()) instanceof Outcome.Done<SharedUser>)
        .isPresent();
  }

  private List<Event> events(Rotation run) {
    return database
        .sql(
            """
            select at, step, says from broker.rotation_event
             where rotation_id = :id order by number
            """)
        .param("id", run.id())
        .query(
            (row, _) ->
                new Event(Times.read(row, "at"), row.getString("step"), row.getString("says")))
        .list();
  }

  dev.teambroker.protocol.Rotations.Rotation show(Rotation run) {
    Optional<SharedUser> user = users.find(run.sharedUser());
    Optional<DueRuns.Waiting> waiting = due.of(run);
    Hold hold = run.course().hold();
    return new dev.teambroker.protocol.Rotations.Rotation(
        run.id(),
        user.map(SharedUser::name).orElse(run.sharedUser().value()),
        user.map(SharedUser::account).orElse(""),
        run.origin().cause(),
        name(run.origin().startedBy()),
        run.origin().startedAt(),
        state(run),
        run.step().code(),
        run.stepAt(),
        hold == null ? null : hold.says(),
        hold == null ? null : hold.ground().code(),
        waiting.flatMap(DueRuns.Waiting::waitsFor).orElse(null),
        waiting.map(DueRuns.Waiting::dueAt).orElse(null),
        run.keys().old(),
        run.keys().next(),
        run.keys().orphan());
  }

  private static String state(Rotation run) {
    if (run.step().isEnd()) {
      return run.step().code();
    }
    if (run.isHeld()) {
      return "held";
    }
    return run.course().undoWanted() ? "undoing" : "running";
  }

  private @Nullable String name(@Nullable MemberId member) {
    return member == null ? null : members.find(member).map(Member::name).orElse(member.value());
  }
}
