package dev.teambroker.server.rotation;

import dev.teambroker.server.member.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which run is to be looked at when, shared by the replicas. A claim only spares them doing the
 * same twice: what keeps them apart is the run's version. Thread-safe.
 */
@Component
class DueRuns {
  /** Longer than a look takes; a replica that dies keeps a run that long. */
  private static final Duration CLAIM = Duration.ofSeconds(60);

  private final JdbcClient database;
  private final InstantSource clock;

  /** When a run is looked at next, and why not before. */
  record Waiting(Instant dueAt, Optional<String> waitsFor) {}

  DueRuns(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Looked at as soon as may be; in the caller's transaction. */
  void add(Rotation run) {
    database
        .sql(
            """
            insert into broker.rotation_due (rotation_id, due_at, claimed_until)
            values (:id, :now, :never)
            on conflict (rotation_id) do update set due_at = excluded.due_at, waits_for = null
            """)
        .param("id", run.id())
        .param("now", Times.of(clock.instant()))
        .param("never", Times.of(Instant.EPOCH))
        .update();
  }

  void remove(Rotation run) {
    database
        .sql("delete from broker.rotation_due where rotation_id = :id")
        .param("id", run.id())
        .update();
  }

  /** Takes up to so many that are due, the longest due first. */
  List<RotationId> claim(int most) {
    Instant now = clock.instant();
    return database
        .sql(
            """
            update broker.rotation_due set claimed_until = :until
             where rotation_id in
                   (select rotation_id from broker.rotation_due
                     where due_at <= :now and claimed_until <= :now
                     order by due_at limit :most for update skip locked)
            returning rotation_id
            """)
        .param("until", Times.of(now.plus(CLAIM)))
        .param("now", Times.of(now))
        .param("most", most)
        .query((row, _) -> new RotationId(row.getString(1)))
        .list();
  }

  /** Gives a claimed one back, to be looked at later. */
  void later(RotationId run, Next.Later later) {
    database
        .sql(
            """
            update broker.rotation_due
               set due_at = :due, claimed_until = :never, waits_for = :waitsFor
             where rotation_id = :id
            """)
        .param("due", Times.of(clock.instant().plus(later.pause())))
        .param("never", Times.of(Instant.EPOCH))
        .param("waitsFor", later.waitsFor())
        .param("id", run.value())
        .update();
  }

  /** Gives a claimed one back, to be looked at as it is due. */
  void release(RotationId run) {
    database
        .sql("update broker.rotation_due set claimed_until = :never where rotation_id = :id")
        .param("never", Times.of(Instant.EPOCH))
        .param("id", run.value())
        .update();
  }

  Optional<Waiting> of(Rotation run) {
    return database
        .sql("select due_at, waits_for from broker.rotation_due where rotation_id = :id")
        .param("id", run.id())
        .query(
            (row, _) ->
                new Waiting(
                    Times.read(row, "due_at"), Optional.ofNullable(row.getString("waits_for"))))
        .optional();
  }
}
