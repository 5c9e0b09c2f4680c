package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run. Its version is its fence: who has read one version changes nothing once there is another.
 *
 * @param stepAt when the step was reached, by AWS's clock
 * @param switchedAt when sessions were last switched to the staying key
 * @param acceptedUntil up to when an owner has accepted unexplained uses of the leaving key
 */
record Rotation(
    RotationId rotationId,
    long version,
    SharedUserId sharedUser,
    Origin origin,
    Course course,
    Step step,
    Instant stepAt,
    Keys keys,
    Attempt attempt,
    @Nullable Instant switchedAt,
    @Nullable Instant acceptedUntil)
    implements DecidingRow {

  /** Why it began: {@code member} or {@code schedule}. */
  record Origin(String cause, @Nullable MemberId startedBy, Instant startedAt) {}

  /** Where it is going. */
  record Course(Aim aim, boolean undoWanted, @Nullable Hold hold) {
    static final Course FORWARD = new Course(Aim.REPLACE, false, null);

    Course to(Aim other) {
      return new Course(other, undoWanted, hold);
    }
  }

  /**
   * The access key ids.
   *
   * @param orphan made for this run, and its secret lost
   */
  record Keys(String old, @Nullable String next, @Nullable String orphan) {}

  /**
   * An attempt at CreateAccessKey.
   *
   * @param mark stands in the call's User-Agent and nowhere else that others see
   * @param snapshot the user's keys before it
   */
  record Attempt(long number, @Nullable String mark, List<String> snapshot) {
    static final Attempt NONE = new Attempt(0, null, List.of());

    Attempt {
      snapshot = List.copyOf(snapshot);
    }
  }

  static Rotation begun(SharedUserId user, Origin origin, String oldKey) {
    return new Rotation(
        RotationId.fresh(),
        1,
        user,
        origin,
        Course.FORWARD,
        Step.REQUESTED,
        origin.startedAt(),
        new Keys(oldKey, null, null),
        Attempt.NONE,
        null,
        null);
  }

  boolean isHeld() {
    return course.hold() != null;
  }

  /** Whether an undo is wanted and not yet begun. */
  boolean isToTurnBack() {
    return course.undoWanted() && course.aim() == Aim.REPLACE;
  }

  /** The key that is there when the run ends. */
  String staying() {
    return course.aim() == Aim.REPLACE ? required(keys.next()) : keys.old();
  }

  /** The key that is gone when the run ends. */
  String leaving() {
    return switch (course.aim()) {
      case REPLACE -> keys.old();
      case UNDO -> required(keys.next());
      case CLEAR -> required(keys.orphan());
    };
  }

  Rotation at(Step next, Instant now) {
    return new Rotation(
        rotationId,
        version + 1,
        sharedUser,
        origin,
        course,
        next,
        now,
        keys,
        attempt,
        next == Step.SWITCHED ? now : switchedAt,
        acceptedUntil);
  }

  /** With another course, of the same version: part of a larger change. */
  Rotation on(Course other) {
    return new Rotation(
        rotationId,
        version,
        sharedUser,
        origin,
        other,
        step,
        stepAt,
        keys,
        attempt,
        switchedAt,
        acceptedUntil);
  }

  /** With other keys, of the same version: part of a larger change. */
  Rotation of(Keys others) {
    return new Rotation(
        rotationId,
        version,
        sharedUser,
        origin,
        course,
        step,
        stepAt,
        others,
        attempt,
        switchedAt,
        acceptedUntil);
  }

  /** With the old key alone, of the same version: part of a larger change. */
  Rotation withoutNewKeys() {
    return of(new Keys(keys.old(), null, null));
  }

  /** With another attempt, of the same version: part of a larger change. */
  Rotation trying(Attempt another) {
    return new Rotation(
        rotationId,
        version,
        sharedUser,
        origin,
        course,
        step,
        stepAt,
        keys,
        another,
        switchedAt,
        acceptedUntil);
  }

  /** Its next version, with another course only. */
  Rotation turning(Course other) {
    return accepting(other, acceptedUntil);
  }

  /** Its next version, with another course and unexplained uses accepted up to then. */
  Rotation accepting(Course other, @Nullable Instant usesUntil) {
    return new Rotation(
        rotationId,
        version + 1,
        sharedUser,
        origin,
        other,
        step,
        stepAt,
        keys,
        attempt,
        switchedAt,
        usesUntil);
  }

  private static String required(@Nullable String accessKeyId) {
    if (accessKeyId == null) {
      throw new IllegalStateException("the run has no such key at this step");
    }
    return accessKeyId;
  }

  @Override
  public RowKind kind() {
    return RowKind.ROTATION;
  }

  @Override
  public String id() {
    return rotationId.value();
  }

  @Override
  public RowContent content() {
    Hold hold = course.hold();
    MemberId startedBy = origin.startedBy();
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(origin.cause())
        .text(startedBy == null ? null : startedBy.value())
        .instant(origin.startedAt())
        .text(course.aim().code())
        .flag(course.undoWanted())
        .text(hold == null ? null : hold.ground().code())
        .text(hold == null ? null : hold.says())
        .text(step.code())
        .instant(stepAt)
        .text(keys.old())
        .text(keys.next())
        .text(keys.orphan())
        .number(attempt.number())
        .text(attempt.mark())
        .texts(attempt.snapshot())
        .instant(switchedAt)
        .instant(acceptedUntil);
  }
}
