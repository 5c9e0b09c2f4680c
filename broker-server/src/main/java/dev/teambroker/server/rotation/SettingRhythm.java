package dev.teambroker.server.rotation;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Rotations.NewSchedule;
import dev.teambroker.protocol.Rotations.Schedule;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An owner says when the key of a shared user is replaced by itself. Thread-safe. */
@Component
public class SettingRhythm {
  private final Access access;
  private final OwnRhythms rhythms;
  private final RotationSchedule schedule;
  private final Turns turns;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  SettingRhythm(
      Access access,
      OwnRhythms rhythms,
      RotationSchedule schedule,
      Turns turns,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.rhythms = rhythms;
    this.schedule = schedule;
    this.turns = turns;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** For whoever sees the shared user. */
  public Outcome<Schedule> show(Member member, String name) {
    return access.visible(member, name).map(this::shown);
  }

  /** An own one from now on. */
  public Outcome<Schedule> set(Member owner, String name, NewSchedule wanted) {
    return switch (read(wanted)) {
      case Outcome.Refused<Rhythm> refused -> refused.of();
      case Outcome.Done<Rhythm>(Rhythm rhythm) ->
          changes
              .run(() -> access.asOwner(owner, name, user -> set(owner, user, rhythm)))
              .map(this::shown);
    };
  }

  /** The configured one again. */
  public Outcome<Schedule> inherit(Member owner, String name) {
    return changes.run(() -> access.asOwner(owner, name, this::inherit)).map(this::shown);
  }

  private static Outcome<Rhythm> read(NewSchedule wanted) {
    String period = wanted.period();
    String cron = wanted.cron();
    if ((period == null) == (cron == null)) {
      return Outcome.invalid("period", "either a period or a cron is to be given");
    }
    try {
      return Outcome.done(
          cron == null ? Rhythm.ofDays(String.valueOf(period)) : Rhythm.ofCron(cron));
    } catch (IllegalArgumentException e) {
      return cron == null
          ? Outcome.invalid("period", Rhythm.TAKES_DAYS)
          : Outcome.invalid("cron", Rhythm.TAKES_CRON);
    }
  }

  private Outcome<SharedUser> set(Member owner, SharedUser user, Rhythm rhythm) {
    Optional<OwnRhythm> before = rhythms.of(user.sharedUserId());
    RowChange change =
        before
            .map(own -> rhythms.update(own.to(rhythm, owner.memberId(), Times.now(clock))))
            .orElseGet(
                () ->
                    rhythms.insert(
                        OwnRhythm.first(
                            user.sharedUserId(), rhythm, owner.memberId(), Times.now(clock))));
    return recorded(user, rhythm.code(), List.of(change));
  }

  private Outcome<SharedUser> inherit(SharedUser user) {
    List<RowChange> removed = rhythms.removeOf(user.sharedUserId());
    return removed.isEmpty()
        ? Outcome.refused(
            ProblemType.CONFLICT, user.name() + " has no schedule of its own; it inherits already.")
        : recorded(user, "inherit", removed);
  }

  private Outcome<SharedUser> recorded(SharedUser user, String rhythm, List<RowChange> made) {
    trail.append(
        AuditEvent.of("rotation-schedule.set")
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("schedule", rhythm)
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(user);
  }

  private Schedule shown(SharedUser user) {
    Optional<Rhythm> own = rhythms.of(user.sharedUserId()).map(OwnRhythm::rhythm);
    Rhythm rhythm = own.orElseGet(schedule::inherited);
    return new Schedule(
        user.name(),
        own.isEmpty(),
        switch (rhythm) {
          case Rhythm.None _ -> "none";
          case Rhythm.Age(Duration oldest) -> text(oldest);
          case Rhythm.Times _ -> null;
        },
        rhythm instanceof Rhythm.Times times ? times.text() : null,
        turns.of(user).map(Turns.Turn::dueAt).orElse(null));
  }

  private static String text(Duration oldest) {
    return oldest.toHoursPart() == 0 ? oldest.toDays() + "d" : oldest.toHours() + "h";
  }
}
