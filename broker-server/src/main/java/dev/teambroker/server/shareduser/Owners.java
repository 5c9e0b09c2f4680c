package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who owns which shared user, as the audit trail says it. Thread-safe. */
@Component
public class Owners {
  private static final String SELECT =
      """
      select id, version, shared_user_id, member_id, appointed_by, appointed_at
        from broker.shared_user_owner
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Owners(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /**
   * Whether the member decides as an owner of the shared user: one who was enrolled anew by an
   * admin does not until another owner has confirmed.
   */
  public boolean decides(Member member, SharedUserId user) {
    return member.mayAct()
        && member.confirmationWantedBy().isEmpty()
        && owns(member.memberId(), user);
  }

  /** Whether the member is named as an owner. */
  public boolean owns(MemberId member, SharedUserId user) {
    return of(user).stream().anyMatch(owner -> owner.member().equals(member));
  }

  List<Owner> of(SharedUserId user) {
    return rows.readAll(
        RowKind.OWNER,
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user order by appointed_at, id")
                .param("user", user.value())
                .query(Owners::read)
                .list());
  }

  RowChange insert(Owner owner) {
    database
        .sql(
            """
            insert into broker.shared_user_owner (id, version, shared_user_id, member_id,
                                                  appointed_by, appointed_at)
            values (:id, :version, :user, :member, :appointedBy, :appointedAt)
            """)
        .param("id", owner.id())
        .param("version", owner.version())
        .param("user", owner.sharedUser().value())
        .param("member", owner.member().value())
        .param("appointedBy", owner.appointedBy().value())
        .param("appointedAt", Times.of(owner.appointedAt()))
        .update();
    return rows.change(owner);
  }

  RowChange delete(Owner owner) {
    StoredVersion.check(
        owner,
        database
            .sql("delete from broker.shared_user_owner where id = :id and version = :version")
            .param("id", owner.id())
            .param("version", owner.version())
            .update());
    return rows.removal(owner.kind(), owner.id(), owner.version());
  }

  List<Owner> stored() {
    return database.sql(SELECT).query(Owners::read).list();
  }

  private static Owner read(ResultSet row, int number) throws SQLException {
    return new Owner(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        new MemberId(row.getString("member_id")),
        new MemberId(row.getString("appointed_by")),
        Times.read(row, "appointed_at"));
  }
}
