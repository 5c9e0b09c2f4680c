package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rotations: the replacement of a shared user's access key, as a run of steps.
 *
 * <pre>
 * GET  /v1/rotations                                those under way that the member may see: list of Rotation
 * GET  /v1/rotations/{id}                           who may see the shared user → Timeline
 * GET  /v1/shared-users/{name}/rotations            who may see it: list of Rotation, the latest first
 * GET  /v1/shared-users/{name}/rotation-schedule    who may see it → Schedule
 * PUT  /v1/shared-users/{name}/rotation-schedule    owner  NewSchedule → Schedule
 * DELETE /v1/shared-users/{name}/rotation-schedule  owner → Schedule: the configured one again
 * GET  /v1/me/notices                               any member → list of Notice
 * POST /v1/shared-users/{name}/rotation             owner or admin → Rotation
 * POST /v1/shared-users/{name}/rotation/hold        owner or admin → Rotation
 * POST /v1/shared-users/{name}/rotation/resume      owner → Rotation; ?candidate=keep|remove
 * POST /v1/shared-users/{name}/rotation/undo        owner → Rotation
 * </pre>
 *
 * <p>One rotation of a shared user runs at a time; starting a second one is {@link
 * ProblemType#CONFLICT}, as is undoing, holding or resuming where none is under way. {@code resume}
 * accepts what the run is held for: it looks again, and goes on; where somebody unknown uses the
 * leaving key, uses up to then no longer hold it. {@code candidate} answers a run that is held
 * because a key appeared that may be its own: {@code keep} leaves it alone, {@code remove} says
 * that it is nobody's.
 */
public final class Rotations {
  private Rotations() {}

  /**
   * A run.
   *
   * @param cause {@code member} or {@code schedule}
   * @param startedBy the member's name, where it was one
   * @param state {@code running}, {@code undoing}, {@code held}, {@code done} or {@code undone}
   * @param step what has been reached: {@code requested}, {@code creating}, {@code sealed}, {@code
   *     proved}, {@code switched}, {@code drained}, {@code deactivating}, {@code deactivated},
   *     {@code deleting}, {@code reactivating}, {@code reactivated}, {@code done} or {@code undone}
   * @param stepAt since when
   * @param held why it is held, in a sentence; null where it is not
   * @param heldFor {@code member}, {@code preflight}, {@code candidate}, {@code in-use}, {@code
   *     consumers}, {@code drift}, {@code refused} or {@code restored}; null where it is not held
   * @param waitsFor what it waits for now, in a sentence
   * @param nextAt when it is looked at next
   * @param candidate a key that may be the run's own and was lost, while it is dealt with
   */
  public record Rotation(
      String id,
      String sharedUser,
      String account,
      @Shape(oneOf = {"member", "schedule"}) String cause,
      @Nullable String startedBy,
      Instant startedAt,
      @Shape(oneOf = {"running", "undoing", "held", "done", "undone"}) String state,
      String step,
      Instant stepAt,
      @Nullable String held,
      @Nullable String heldFor,
      @Nullable String waitsFor,
      @Nullable Instant nextAt,
      String oldAccessKeyId,
      @Nullable String newAccessKeyId,
      @Nullable String candidate) {}

  /** What a run did, in its order. */
  public record Timeline(Rotation rotation, List<Event> events) {
    public Timeline {
      events = List.copyOf(events);
    }
  }

  /** A step of a run, or what was said to it. */
  public record Event(Instant at, String step, String says) {}

  /** When a key is to be replaced by itself: one of the two. */
  public record NewSchedule(
      @Shape(takes = "none, or days such as 90d", pattern = "none|[1-9][0-9]{0,3}d")
          @Nullable String period,
      @Shape(
              takes = "cron fields and a time zone, such as '0 2 1 * * Europe/Berlin'",
              maxLength = 200)
          @Nullable String cron) {}

  /**
   * When a shared user's key is replaced by itself.
   *
   * @param inherited whether it is the broker's configuration that says so
   * @param period how old a key becomes, or {@code none}; null where there is a cron
   * @param dueAt the next time; windows and freezes may let it be a later one
   */
  public record Schedule(
      String sharedUser,
      boolean inherited,
      @Nullable String period,
      @Nullable String cron,
      @Nullable Instant dueAt) {}

  /**
   * What a member should know of a shared user.
   *
   * @param at since when; null for what holds now
   */
  public record Notice(String sharedUser, @Nullable Instant at, String text) {}
}
