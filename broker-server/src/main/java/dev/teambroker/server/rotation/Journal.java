package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The only way a run moves: the row's next version, what it says, the keys that change with it and
 * the audit record, in one commit. Thread-safe.
 */
@Component
class Journal {
  private final JdbcClient database;
  private final Rotations rotations;
  private final Changes changes;
  private final AuditTrail trail;
  private final DueRuns due;
  private final AwsClock clock;

  Journal(
      JdbcClient database,
      Rotations rotations,
      Changes changes,
      AuditTrail trail,
      DueRuns due,
      AwsClock clock) {
    this.database = database;
    this.rotations = rotations;
    this.changes = changes;
    this.trail = trail;
    this.due = due;
    this.clock = clock;
  }

  /** What a transaction changes besides the run: keys, or what consumers have. */
  interface KeyChange extends Supplier<List<RowChange>> {}

  /** Begins a run, in the caller's transaction. */
  void begin(SharedUser user, Rotation run, String says) {
    List<RowChange> made = List.of(rotations.insert(run));
    due.add(run);
    tell(run, run.stepAt(), says);
    record(user, run, says, made);
  }

  /** Moves it to another step; {@link Overtaken} when it is not what was read any more. */
  Run moved(Run run, Rotation changed, Step to, String says) {
    return moved(run, changed, to, says, List::of);
  }

  Run moved(Run run, Rotation changed, Step to, String says, KeyChange keys) {
    Instant now = now(run);
    Rotation next = changed.at(to, now);
    write(run, next, says, keys);
    return new Run(next, run.user(), now);
  }

  /** Another course of the same step: a hold, a resumption, the wish to undo. */
  Run turned(Run run, Rotation next, String says) {
    return turned(run, next, says, List::of);
  }

  Run turned(Run run, Rotation next, String says, KeyChange change) {
    write(run, next, says, change);
    return run.with(next);
  }

  void hold(Run run, Hold.Ground ground, String why) {
    Rotation held =
        run.rotation()
            .turning(
                new Rotation.Course(
                    run.rotation().course().aim(),
                    run.rotation().course().undoWanted(),
                    new Hold(ground, why)));
    turned(run, held, "held: " + why);
  }

  /** Overridden by tests, which die before or after it. */
  void write(Run run, Rotation next, String says, KeyChange keys) {
    Outcome<Rotation> written =
        changes.run(
            () -> {
              List<RowChange> made = new ArrayList<>(keys.get());
              made.add(rotations.update(next));
              if (next.step().isEnd() || next.isHeld()) {
                due.remove(next);
              } else {
                due.add(next);
              }
              tell(next, now(run), says);
              record(run.user(), next, says, made);
              return Outcome.done(next);
            });
    if (written instanceof Outcome.Refused<Rotation>) {
      throw new Overtaken(next);
    }
  }

  private void tell(Rotation run, Instant at, String says) {
    database
        .sql(
            """
            insert into broker.rotation_event (rotation_id, number, at, step, says)
            values (:id, :number, :at, :step, :says)
            """)
        .param("id", run.id())
        .param("number", run.version())
        .param("at", Times.of(at))
        .param("step", run.step().code())
        .param("says", says)
        .update();
  }

  private void record(SharedUser user, Rotation run, String says, List<RowChange> made) {
    trail.append(
        AuditEvent.of("rotation." + run.step().code())
            .with("rotation", run.id())
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("aim", run.course().aim().code())
            .with("oldAccessKeyId", run.keys().old())
            .with("newAccessKeyId", run.keys().next())
            .with("candidate", run.keys().orphan())
            .with("says", says)
            .changing(made.toArray(RowChange[]::new)));
  }

  /**
   * A signature is not made before its step is on record: so the step's time is that of its commit.
   */
  private Instant now(Run run) {
    return Instant.ofEpochMilli(clock.now(run.user().partition()).toEpochMilli());
  }
}
