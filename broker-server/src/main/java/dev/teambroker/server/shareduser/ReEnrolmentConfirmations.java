package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which re-enrolled members were confirmed for which shared user. */
@Component
class ReEnrolmentConfirmations {
  private static final String SELECT =
      """
      select id, version, shared_user_id, member_id, re_enrolment, grounds, confirmed_by,
             confirmed_at
        from broker.re_enrolment_confirmation
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  ReEnrolmentConfirmations(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  List<ReEnrolmentConfirmation> of(SharedUserId user) {
    return rows.readAll(
        RowKind.RE_ENROLMENT_CONFIRMATION,
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user")
                .param("user", user.value())
                .query(ReEnrolmentConfirmations::read)
                .list());
  }

  List<ReEnrolmentConfirmation> of(SharedUserId user, MemberId member) {
    return of(user).stream().filter(one -> one.member().equals(member)).toList();
  }

  RowChange insert(ReEnrolmentConfirmation confirmation) {
    database
        .sql(
            """
            insert into broker.re_enrolment_confirmation (id, version, shared_user_id, member_id,
                re_enrolment, grounds, confirmed_by, confirmed_at)
            values (:id, :version, :user, :member,
                :reEnrolment, :grounds, :confirmedBy, :confirmedAt)
            """)
        .param("id", confirmation.id())
        .param("version", confirmation.version())
        .param("user", confirmation.sharedUser().value())
        .param("member", confirmation.member().value())
        .param("reEnrolment", confirmation.reEnrolment())
        .param("grounds", confirmation.grounds().code())
        .param("confirmedBy", confirmation.confirmedBy().value())
        .param("confirmedAt", Times.of(confirmation.confirmedAt()))
        .update();
    return rows.change(confirmation);
  }

  RowChange delete(ReEnrolmentConfirmation confirmation) {
    StoredVersion.delete(database, "re_enrolment_confirmation", confirmation);
    return rows.removal(confirmation);
  }

  List<ReEnrolmentConfirmation> stored() {
    return database.sql(SELECT).query(ReEnrolmentConfirmations::read).list();
  }

  private static ReEnrolmentConfirmation read(ResultSet row, int number) throws SQLException {
    return new ReEnrolmentConfirmation(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        new MemberId(row.getString("member_id")),
        row.getInt("re_enrolment"),
        ConfirmationGrounds.ofCode(row.getString("grounds")),
        new MemberId(row.getString("confirmed_by")),
        Times.read(row, "confirmed_at"));
  }
}
