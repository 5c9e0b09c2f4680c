package dev.teambroker.server.grant;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom owners have confirmed for which grant to a team. Thread-safe. */
@Component
class GrantConfirmations implements AuthenticatedRows {
  private static final String SELECT =
      """
      select id, version, grant_id, membership_id, confirmed_by, confirmed_at
        from broker.grant_confirmation
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  GrantConfirmations(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  List<GrantConfirmation> of(Grant grant) {
    return rows.readAll(
        RowKind.GRANT_CONFIRMATION,
        () ->
            database
                .sql(SELECT + "where grant_id = :grant")
                .param("grant", grant.id())
                .query(GrantConfirmations::read)
                .list());
  }

  RowChange insert(GrantConfirmation confirmation) {
    database
        .sql(
            """
            insert into broker.grant_confirmation (id, version, grant_id, membership_id,
                                                   confirmed_by, confirmed_at)
            values (:id, :version, :grant, :membership, :confirmedBy, :confirmedAt)
            """)
        .param("id", confirmation.id())
        .param("version", confirmation.version())
        .param("grant", confirmation.grant().value())
        .param("membership", confirmation.membership())
        .param("confirmedBy", confirmation.confirmedBy().value())
        .param("confirmedAt", Times.of(confirmation.confirmedAt()))
        .update();
    return rows.change(confirmation);
  }

  RowChange delete(GrantConfirmation confirmation) {
    StoredVersion.delete(database, "grant_confirmation", confirmation);
    return rows.removal(confirmation);
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(GrantConfirmations::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.GRANT_CONFIRMATION);
  }

  private static GrantConfirmation read(ResultSet row, int number) throws SQLException {
    return new GrantConfirmation(
        row.getString("id"),
        row.getLong("version"),
        new GrantId(row.getString("grant_id")),
        row.getString("membership_id"),
        new MemberId(row.getString("confirmed_by")),
        Times.read(row, "confirmed_at"));
  }
}
