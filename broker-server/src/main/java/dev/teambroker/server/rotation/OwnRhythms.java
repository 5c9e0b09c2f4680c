package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.RemovedWithSharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shared users' own rhythms, as the audit trail says they are. Thread-safe. */
@Component
class OwnRhythms implements AuthenticatedRows, RemovedWithSharedUser {
  private static final String SELECT =
      "select id, version, shared_user_id, rhythm, set_by, set_at from broker.rotation_rhythm ";

  private final JdbcClient database;
  private final DecidingRows rows;

  OwnRhythms(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<OwnRhythm> of(SharedUserId user) {
    return rows
        .readAll(
            RowKind.ROTATION_RHYTHM,
            () ->
                database
                    .sql(SELECT + "where shared_user_id = :user")
                    .param("user", user.value())
                    .query(OwnRhythms::read)
                    .list())
        .stream()
        .findFirst();
  }

  RowChange insert(OwnRhythm rhythm) {
    database
        .sql(
            """
            insert into broker.rotation_rhythm (id, version, shared_user_id, rhythm, set_by, set_at)
            values (:id, :version, :user, :rhythm, :by, :at)
            """)
        .param("id", rhythm.id())
        .param("version", rhythm.version())
        .param("user", rhythm.sharedUser().value())
        .param("rhythm", rhythm.rhythm().code())
        .param("by", rhythm.setBy().value())
        .param("at", Times.of(rhythm.setAt()))
        .update();
    return rows.change(rhythm);
  }

  RowChange update(OwnRhythm next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.rotation_rhythm
                   set version = :version, rhythm = :rhythm, set_by = :by, set_at = :at
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("rhythm", next.rhythm().code())
            .param("by", next.setBy().value())
            .param("at", Times.of(next.setAt()))
            .update());
    return rows.change(next);
  }

  @Override
  public List<RowChange> removeOf(SharedUserId user) {
    return of(user).stream()
        .map(
            rhythm -> {
              StoredVersion.delete(database, "rotation_rhythm", rhythm);
              return rows.removal(rhythm);
            })
        .toList();
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(OwnRhythms::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.ROTATION_RHYTHM);
  }

  private static OwnRhythm read(ResultSet row, int number) throws SQLException {
    return new OwnRhythm(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        Rhythm.ofCode(row.getString("rhythm")),
        new MemberId(row.getString("set_by")),
        Times.read(row, "set_at"));
  }
}
