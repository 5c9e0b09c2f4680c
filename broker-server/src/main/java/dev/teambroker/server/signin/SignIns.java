package dev.teambroker.server.signin;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sign-ins, as the audit trail says they are. */
@Component
class SignIns {
  private static final String SELECT =
      """
      select id, version, member_id, device_id, state, begun_at, verified_at, expires_at
        from broker.sign_in
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  SignIns(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<SignIn> find(String id) {
    return rows.read(
        RowKind.SIGN_IN,
        id,
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", id)
                .query(SignIns::read)
                .optional());
  }

  RowChange insert(SignIn signIn) {
    database
        .sql(
            """
            insert into broker.sign_in (id, version, member_id, device_id, state, begun_at,
                                        verified_at, expires_at)
            values (:id, :version, :member, :device, :state, :begunAt, :verifiedAt, :expiresAt)
            """)
        .param("id", signIn.id())
        .param("version", signIn.version())
        .param("member", signIn.member().value())
        .param("device", signIn.device().value())
        .param("state", signIn.state().name())
        .param("begunAt", Times.of(signIn.begunAt()))
        .param("verifiedAt", Times.of(signIn.verifiedAt()))
        .param("expiresAt", Times.of(signIn.expiresAt()))
        .update();
    return rows.change(signIn);
  }

  RowChange update(SignIn changed) {
    SignIn next = changed.next();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.sign_in
                   set version = :next, state = :state, verified_at = :verifiedAt,
                       expires_at = :expiresAt
                 where id = :id and version = :version
                """)
            .param("id", changed.id())
            .param("version", changed.version())
            .param("next", next.version())
            .param("state", next.state().name())
            .param("verifiedAt", Times.of(next.verifiedAt()))
            .param("expiresAt", Times.of(next.expiresAt()))
            .update());
    return rows.change(next);
  }

  /** Some that expired before then. */
  List<SignIn> expired(Instant before, int most) {
    return rows.readAll(
        RowKind.SIGN_IN,
        () ->
            database
                .sql(SELECT + "where expires_at < :before order by expires_at limit :most")
                .param("before", Times.of(before))
                .param("most", most)
                .query(SignIns::read)
                .list());
  }

  RowChange delete(SignIn signIn) {
    StoredVersion.delete(database, "sign_in", signIn);
    return rows.removal(signIn);
  }

  List<SignIn> stored() {
    return database.sql(SELECT).query(SignIns::read).list();
  }

  private static SignIn read(ResultSet row, int number) throws SQLException {
    return new SignIn(
        row.getString("id"),
        row.getLong("version"),
        new MemberId(row.getString("member_id")),
        new DeviceId(row.getString("device_id")),
        SignIn.State.valueOf(row.getString("state")),
        Times.read(row, "begun_at"),
        Times.read(row, "verified_at"),
        Times.read(row, "expires_at"));
  }
}
