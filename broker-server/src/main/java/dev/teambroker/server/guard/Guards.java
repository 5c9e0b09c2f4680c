package dev.teambroker.server.guard;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.guard.Guard.Acceptance;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was found of each shared user's guard, as the audit trail says it. Thread-safe. */
@Component
class Guards implements AuthenticatedRows, RemovedWithSharedUser {
  private static final String SELECT =
      """
      select id, version, shared_user_id, finding, checked_at, accepted_by, accepted_at
        from broker.shared_user_guard
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Guards(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<Guard> of(SharedUserId user) {
    return rows
        .readAll(
            RowKind.GUARD,
            () ->
                database
                    .sql(SELECT + "where shared_user_id = :user")
                    .param("user", user.value())
                    .query(Guards::read)
                    .list())
        .stream()
        .findFirst();
  }

  RowChange insert(Guard guard) {
    Acceptance acceptance = guard.acceptance();
    database
        .sql(
            """
            insert into broker.shared_user_guard (id, version, shared_user_id, finding, checked_at,
                                                  accepted_by, accepted_at)
            values (:id, :version, :user, :finding, :checkedAt, :acceptedBy, :acceptedAt)
            """)
        .param("id", guard.id())
        .param("version", guard.version())
        .param("user", guard.sharedUser().value())
        .param("finding", guard.finding().code())
        .param("checkedAt", Times.of(guard.checkedAt()))
        .param("acceptedBy", acceptance == null ? null : acceptance.by().value())
        .param("acceptedAt", acceptance == null ? null : Times.of(acceptance.at()))
        .update();
    return rows.change(guard);
  }

  RowChange update(Guard next) {
    Acceptance acceptance = next.acceptance();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.shared_user_guard
                   set version = :version, finding = :finding, checked_at = :checkedAt,
                       accepted_by = :acceptedBy, accepted_at = :acceptedAt
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("finding", next.finding().code())
            .param("checkedAt", Times.of(next.checkedAt()))
            .param("acceptedBy", acceptance == null ? null : acceptance.by().value())
            .param("acceptedAt", acceptance == null ? null : Times.of(acceptance.at()))
            .update());
    return rows.change(next);
  }

  @Override
  public List<RowChange> removeOf(SharedUserId user) {
    return of(user).stream()
        .map(
            guard -> {
              StoredVersion.delete(database, "shared_user_guard", guard);
              return rows.removal(guard);
            })
        .toList();
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(Guards::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.GUARD);
  }

  private static Guard read(ResultSet row, int number) throws SQLException {
    return new Guard(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        GuardFinding.ofCode(row.getString("finding")),
        Times.read(row, "checked_at"),
        acceptance(row));
  }

  private static @Nullable Acceptance acceptance(ResultSet row) throws SQLException {
    String by = row.getString("accepted_by");
    return by == null ? null : new Acceptance(new MemberId(by), Times.read(row, "accepted_at"));
  }
}
