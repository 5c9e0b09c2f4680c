package dev.teambroker.server.probe;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.SessionsOutliveKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The probes, as the audit trail says they are. Thread-safe. */
@Component
class Probes implements AuthenticatedRows, SessionsOutliveKeys {
  private static final String SELECT =
      """
      select id, version, account, shared_user_id, begun_by, begun_at, state, state_at, known_keys,
             spare_key, outlive, detail
        from broker.session_probe
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Probes(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** Of the account, the latest first. */
  List<Probe> of(String account) {
    return rows.readAll(
        RowKind.SESSION_PROBE,
        () ->
            database
                .sql(SELECT + "where account = :account order by begun_at desc, id")
                .param("account", account)
                .query(Probes::read)
                .list());
  }

  @Override
  public Optional<Instant> seen(SharedUser user) {
    return of(user.account()).stream()
        .filter(probe -> probe.state() == ProbeState.DONE)
        .findFirst()
        .filter(probe -> Boolean.TRUE.equals(probe.outlive()))
        .map(Probe::stateAt);
  }

  Optional<Probe> find(String id) {
    return rows.read(
        RowKind.SESSION_PROBE,
        id,
        () ->
            database.sql(SELECT + "where id = :id").param("id", id).query(Probes::read).optional());
  }

  /** Those that have not ended. */
  List<Probe> open() {
    return rows.readAll(
        RowKind.SESSION_PROBE,
        () ->
            database
                .sql(SELECT + "where state in ('begun', 'made', 'removing') order by begun_at")
                .query(Probes::read)
                .list());
  }

  RowChange insert(Probe probe) {
    database
        .sql(
            """
            insert into broker.session_probe (id, version, account, shared_user_id, begun_by,
                begun_at, state, state_at, known_keys, spare_key, outlive, detail)
            values (:id, :version, :account, :user, :begunBy,
                :begunAt, :state, :stateAt, :knownKeys, :spareKey, :outlive, :detail)
            """)
        .param("id", probe.id())
        .param("version", probe.version())
        .param("account", probe.account())
        .param("user", probe.sharedUser().value())
        .param("begunBy", probe.begunBy().value())
        .param("begunAt", Times.of(probe.begunAt()))
        .param("state", probe.state().code())
        .param("stateAt", Times.of(probe.stateAt()))
        .param("knownKeys", probe.knownKeys().toArray(String[]::new))
        .param("spareKey", probe.spareKey())
        .param("outlive", probe.outlive())
        .param("detail", probe.detail())
        .update();
    return rows.change(probe);
  }

  RowChange update(Probe next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.session_probe
                   set version = :version, state = :state, state_at = :stateAt,
                       spare_key = :spareKey, outlive = :outlive, detail = :detail
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("state", next.state().code())
            .param("stateAt", Times.of(next.stateAt()))
            .param("spareKey", next.spareKey())
            .param("outlive", next.outlive())
            .param("detail", next.detail())
            .update());
    return rows.change(next);
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(Probes::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.SESSION_PROBE);
  }

  private static Probe read(ResultSet row, int number) throws SQLException {
    return new Probe(
        row.getString("id"),
        row.getLong("version"),
        row.getString("account"),
        new SharedUserId(row.getString("shared_user_id")),
        new MemberId(row.getString("begun_by")),
        Times.read(row, "begun_at"),
        ProbeState.ofCode(row.getString("state")),
        Times.read(row, "state_at"),
        List.of((String[]) row.getArray("known_keys").getArray()),
        row.getString("spare_key"),
        row.getObject("outlive", Boolean.class),
        row.getString("detail"));
  }
}
