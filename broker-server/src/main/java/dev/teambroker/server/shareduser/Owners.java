package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private final AwaitedConfirmations awaited;

  Owners(JdbcClient database, DecidingRows rows, AwaitedConfirmations awaited) {
    this.database = database;
    this.rows = rows;
    this.awaited = awaited;
  }

  /**
   * Whether the member decides as an owner of the shared user: one whom an admin re-enrolled does
   * not until that is confirmed for it.
   */
  public boolean decides(Member member, SharedUserId user) {
    return decided(member, user, Instant.MAX);
  }

  /** Whether what the owner did then still counts: it doesn't if the owner waited then. */
  public boolean decided(Member member, SharedUserId user, Instant then) {
    return member.mayAct()
        && owner(member, user).filter(one -> !waited(one, member, then)).isPresent();
  }

  /** Whether the member is named as an owner. */
  public boolean owns(MemberId member, SharedUserId user) {
    return of(user).stream().anyMatch(owner -> owner.member().equals(member));
  }

  /** Whether the member owns it, but was re-enrolled and waits to be confirmed. */
  boolean waits(Member member, SharedUserId user) {
    return owner(member, user).filter(one -> waited(one, member, Instant.MAX)).isPresent();
  }

  private Optional<Owner> owner(Member member, SharedUserId user) {
    return of(user).stream().filter(one -> one.member().equals(member.memberId())).findFirst();
  }

  private boolean waited(Owner owner, Member member, Instant then) {
    return awaited.stop(member, owner.sharedUser(), owner.appointedBy(), owner.appointedAt(), then);
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
    StoredVersion.delete(database, "shared_user_owner", owner);
    return rows.removal(owner);
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
