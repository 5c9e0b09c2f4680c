package dev.teambroker.server.rotation;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What members ask of rotations. It only says what is wanted: the run itself goes on behind, on
 * whichever replica. Thread-safe.
 */
@Component
public class Rotating {
  private final Access access;
  private final RotatingKeys keys;
  private final Rotations rotations;
  private final Journal journal;
  private final Changes changes;
  private final ShowingRotations showing;
  private final ConsumersOfRun consumers;
  private final AwsClock clock;

  Rotating(
      Access access,
      RotatingKeys keys,
      Rotations rotations,
      Journal journal,
      Changes changes,
      ShowingRotations showing,
      ConsumersOfRun consumers,
      AwsClock clock) {
    this.access = access;
    this.keys = keys;
    this.rotations = rotations;
    this.journal = journal;
    this.changes = changes;
    this.showing = showing;
    this.consumers = consumers;
    this.clock = clock;
  }

  /** Begins a run; by an owner or an admin. */
  public Outcome<dev.teambroker.protocol.Rotations.Rotation> start(Member member, String name) {
    return changes
        .run(
            () ->
                access.asOwnerOrAdmin(
                    member,
                    name,
                    user -> begin(user, "member", member.memberId(), "by " + member.name())))
        .map(showing::show);
  }

  /** In the caller's transaction. */
  Outcome<Rotation> begin(SharedUser user, String cause, @Nullable MemberId by, String says) {
    if (rotations.underWay(user.sharedUserId()).isPresent()) {
      return Outcome.refused(
          ProblemType.CONFLICT, "A rotation of " + user.name() + " is under way already.");
    }
    Optional<RotatingKeys.Stored> current = keys.current(user.sharedUserId());
    if (current.isEmpty()) {
      return Outcome.refused(ProblemType.CONFLICT, user.name() + " has no current access key.");
    }
    Rotation run =
        Rotation.begun(
            user.sharedUserId(),
            new Rotation.Origin(cause, by, now(user)),
            current.get().accessKeyId());
    journal.begin(user, run, "started " + says + consumers.announced(user));
    return Outcome.done(run);
  }

  /** The run goes no further until it is resumed; by an owner or an admin. */
  public Outcome<dev.teambroker.protocol.Rotations.Rotation> hold(Member member, String name) {
    return shown(
        access.asOwnerOrAdmin(member, name, user -> underWay(user, run -> hold(member, run))));
  }

  private Outcome<Rotation> hold(Member member, Run run) {
    if (run.rotation().isHeld()) {
      return Outcome.done(run.rotation());
    }
    Hold hold = new Hold(Hold.Ground.MEMBER, "Held by " + member.name() + ".");
    return turned(run, with(run, hold), hold.says());
  }

  /**
   * The run looks again and goes on; by an owner, who accepts with it what it is held for.
   *
   * @param candidate {@code keep} or {@code remove} where a key appeared that may be the run's own
   */
  public Outcome<dev.teambroker.protocol.Rotations.Rotation> resume(
      Member owner, String name, @Nullable String candidate) {
    return shown(
        access.asOwner(owner, name, user -> underWay(user, run -> resume(owner, run, candidate))));
  }

  private Outcome<Rotation> resume(Member owner, Run run, @Nullable String candidate) {
    Hold hold = run.rotation().course().hold();
    if (hold == null) {
      return Outcome.refused(ProblemType.CONFLICT, "The rotation is not held.");
    }
    String says = "resumed by " + owner.name();
    if (hold.ground() == Hold.Ground.CONSUMERS) {
      consumers.tryAgain(run);
    }
    if (hold.ground() != Hold.Ground.CANDIDATE || candidate == null) {
      Instant accepted =
          hold.ground() == Hold.Ground.IN_USE ? run.now() : run.rotation().acceptedUntil();
      return turned(run, run.rotation().accepting(without(run), milliseconds(accepted)), says);
    }
    return decided(run, candidate, says);
  }

  /** The owner knows what CloudTrail doesn't say. */
  private Outcome<Rotation> decided(Run run, String candidate, String says) {
    Rotation rotation = run.rotation().on(without(run));
    String key = rotation.keys().orphan();
    return moved(
        candidate.equals("remove")
            ? () ->
                journal.moved(
                    run,
                    rotation.on(without(run).to(Aim.CLEAR)),
                    Step.DRAINED,
                    says + ", who says that " + key + " is nobody's")
            : () ->
                journal.moved(
                    run,
                    rotation.withoutNewKeys(),
                    Step.REQUESTED,
                    says + ", who says that " + key + " is somebody's"));
  }

  /** The run turns back to the old key; by an owner. */
  public Outcome<dev.teambroker.protocol.Rotations.Rotation> undo(Member owner, String name) {
    return shown(access.asOwner(owner, name, user -> underWay(user, run -> undo(owner, run))));
  }

  private Outcome<Rotation> undo(Member owner, Run run) {
    Rotation.Course course = run.rotation().course();
    return turned(
        run,
        run.rotation().turning(new Rotation.Course(course.aim(), true, null)),
        owner.name() + " wants it undone");
  }

  private Outcome<Rotation> underWay(SharedUser user, Function<Run, Outcome<Rotation>> change) {
    return rotations
        .underWay(user.sharedUserId())
        .map(run -> change.apply(new Run(run, user, now(user))))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemType.CONFLICT, "No rotation of " + user.name() + " is under way."));
  }

  private Outcome<Rotation> turned(Run run, Rotation next, String says) {
    return moved(() -> journal.turned(run, next, says));
  }

  private static Outcome<Rotation> moved(Supplier<Run> move) {
    try {
      return Outcome.done(move.get().rotation());
    } catch (Overtaken e) {
      return Outcome.refused(
          ProblemType.CONFLICT, "The rotation has moved meanwhile; look at it and ask again.");
    }
  }

  private Outcome<dev.teambroker.protocol.Rotations.Rotation> shown(Outcome<Rotation> outcome) {
    return outcome.map(showing::show);
  }

  private Instant now(SharedUser user) {
    return Instant.ofEpochMilli(clock.now(user.partition()).toEpochMilli());
  }

  private static @Nullable Instant milliseconds(@Nullable Instant instant) {
    return instant == null ? null : Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static Rotation with(Run run, Hold hold) {
    Rotation.Course course = run.rotation().course();
    return run.rotation().turning(new Rotation.Course(course.aim(), course.undoWanted(), hold));
  }

  private static Rotation.Course without(Run run) {
    Rotation.Course course = run.rotation().course();
    return new Rotation.Course(course.aim(), course.undoWanted(), null);
  }
}
