package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.SharedUserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The runs, as the audit trail says they are. Thread-safe. */
@Component
class Rotations implements AuthenticatedRows {
  private static final int MOST_SHOWN = 100;
  private static final String SELECT =
      """
      select id, version, shared_user_id, cause, started_by, started_at, aim, undo_wanted,
             hold_ground, hold_says, step, step_at, old_key, new_key, orphan, attempt, mark,
             snapshot, switched_at, accepted_until
        from broker.rotation
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Rotations(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<Rotation> find(RotationId id) {
    return rows.read(
        RowKind.ROTATION,
        id.value(),
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(Rotations::read)
                .optional());
  }

  /** The one of the shared user that has begun and not ended. */
  Optional<Rotation> underWay(SharedUserId user) {
    return rows
        .readAll(
            RowKind.ROTATION,
            () ->
                database
                    .sql(SELECT + "where shared_user_id = :user and step not in ('done', 'undone')")
                    .param("user", user.value())
                    .query(Rotations::read)
                    .list())
        .stream()
        .findFirst();
  }

  /** All that have begun and not ended, the oldest first. */
  List<Rotation> underWay() {
    return rows.readAll(
        RowKind.ROTATION,
        () ->
            database
                .sql(SELECT + "where step not in ('done', 'undone') order by started_at, id")
                .query(Rotations::read)
                .list());
  }

  /** The latest ones of the shared user, the newest first. */
  List<Rotation> of(SharedUserId user) {
    return rows.readAll(
        RowKind.ROTATION,
        () ->
            database
                .sql(
                    SELECT
                        + "where shared_user_id = :user order by started_at desc, id limit :most")
                .param("user", user.value())
                .param("most", MOST_SHOWN)
                .query(Rotations::read)
                .list());
  }

  RowChange insert(Rotation run) {
    with(
            database.sql(
                """
                insert into broker.rotation
                    (id, version, shared_user_id, cause, started_by, started_at, aim, undo_wanted,
                     hold_ground, hold_says, step, step_at, old_key, new_key, orphan, attempt, mark,
                     snapshot, switched_at, accepted_until)
                values (:id, :version, :user, :cause, :startedBy, :startedAt, :aim, :undoWanted,
                        :ground, :says, :step, :stepAt, :old, :next, :orphan, :attempt, :mark,
                        :snapshot, :switchedAt, :acceptedUntil)
                """),
            run)
        .param("user", run.sharedUser().value())
        .param("cause", run.origin().cause())
        .param("startedBy", text(run.origin().startedBy()))
        .param("startedAt", Times.of(run.origin().startedAt()))
        .param("old", run.keys().old())
        .update();
    return rows.change(run);
  }

  RowChange update(Rotation next) {
    StoredVersion.check(
        next,
        with(
                database.sql(
                    """
                    update broker.rotation
                       set version = :version, aim = :aim, undo_wanted = :undoWanted,
                           hold_ground = :ground, hold_says = :says, step = :step,
                           step_at = :stepAt, new_key = :next, orphan = :orphan,
                           attempt = :attempt, mark = :mark, snapshot = :snapshot,
                           switched_at = :switchedAt, accepted_until = :acceptedUntil
                     where id = :id and version = :version - 1
                    """),
                next)
            .update());
    return rows.change(next);
  }

  /** Whether this version is the stored one: looked at right before a call is sent. */
  boolean isStill(Rotation run) {
    return database
            .sql("select version from broker.rotation where id = :id")
            .param("id", run.id())
            .query(Long.class)
            .single()
        == run.version();
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(Rotations::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.ROTATION);
  }

  private static StatementSpec with(StatementSpec statement, Rotation run) {
    Hold hold = run.course().hold();
    return statement
        .param("id", run.id())
        .param("version", run.version())
        .param("aim", run.course().aim().code())
        .param("undoWanted", run.course().undoWanted())
        .param("ground", hold == null ? null : hold.ground().code())
        .param("says", hold == null ? null : hold.says())
        .param("step", run.step().code())
        .param("stepAt", Times.of(run.stepAt()))
        .param("next", run.keys().next())
        .param("orphan", run.keys().orphan())
        .param("attempt", run.attempt().number())
        .param("mark", run.attempt().mark())
        .param("snapshot", run.attempt().snapshot().toArray(String[]::new))
        .param("switchedAt", time(run.switchedAt()))
        .param("acceptedUntil", time(run.acceptedUntil()));
  }

  private static @Nullable String text(@Nullable MemberId member) {
    return member == null ? null : member.value();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : Times.of(instant);
  }

  private static Rotation read(ResultSet row, int number) throws SQLException {
    String startedBy = row.getString("started_by");
    return new Rotation(
        new RotationId(row.getString("id")),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        new Rotation.Origin(
            row.getString("cause"),
            startedBy == null ? null : new MemberId(startedBy),
            Times.read(row, "started_at")),
        new Rotation.Course(
            Aim.ofCode(row.getString("aim")), row.getBoolean("undo_wanted"), hold(row)),
        Step.ofCode(row.getString("step")),
        Times.read(row, "step_at"),
        new Rotation.Keys(
            row.getString("old_key"), row.getString("new_key"), row.getString("orphan")),
        new Rotation.Attempt(
            row.getLong("attempt"), row.getString("mark"), texts(row.getArray("snapshot"))),
        instant(row, "switched_at"),
        instant(row, "accepted_until"));
  }

  private static @Nullable Hold hold(ResultSet row) throws SQLException {
    String ground = row.getString("hold_ground");
    String says = row.getString("hold_says");
    return ground == null && says == null
        ? null
        : new Hold(Hold.Ground.ofCode(String.valueOf(ground)), String.valueOf(says));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? null : Times.read(row, column);
  }
}
