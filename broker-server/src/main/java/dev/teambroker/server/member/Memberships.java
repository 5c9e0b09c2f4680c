package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowGroup.By;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who belongs to which team. */
@Component
class Memberships {
  private static final String SELECT =
      "select id, version, team_id, member_id, added_by, added_at from broker.membership ";

  private final JdbcClient database;
  private final DecidingRows rows;

  Memberships(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  static List<Membership> of(JdbcClient database, DecidingRows rows, MemberId member) {
    return rows.readAll(
        RowKind.MEMBERSHIP,
        new RowGroup(By.MEMBERSHIPS_OF_MEMBER, member.value()),
        () ->
            database
                .sql(SELECT + "where member_id = :member")
                .param("member", member.value())
                .query(Memberships::read)
                .list());
  }

  List<Membership> of(MemberId member) {
    return of(database, rows, member);
  }

  List<Membership> in(TeamId team) {
    return in(database, rows, team);
  }

  static List<Membership> in(JdbcClient database, DecidingRows rows, TeamId team) {
    return rows.readAll(
        RowKind.MEMBERSHIP,
        () ->
            database
                .sql(SELECT + "where team_id = :team")
                .param("team", team.value())
                .query(Memberships::read)
                .list());
  }

  Optional<Membership> find(TeamId team, MemberId member) {
    return of(member).stream().filter(one -> one.team().equals(team)).findFirst();
  }

  RowChange insert(Membership membership) {
    database
        .sql(
            """
            insert into broker.membership (id, version, team_id, member_id, added_by, added_at)
            values (:id, :version, :team, :member, :addedBy, :addedAt)
            """)
        .param("id", membership.id())
        .param("version", membership.version())
        .param("team", membership.team().value())
        .param("member", membership.member().value())
        .param("addedBy", membership.addedBy().value())
        .param("addedAt", Times.of(membership.addedAt()))
        .update();
    return rows.change(membership);
  }

  RowChange delete(Membership membership) {
    StoredVersion.delete(database, "membership", membership);
    return rows.removal(membership);
  }

  List<Membership> all() {
    return rows.readAll(RowKind.MEMBERSHIP, this::stored);
  }

  List<Membership> stored() {
    return database.sql(SELECT).query(Memberships::read).list();
  }

  private static Membership read(ResultSet row, int number) throws SQLException {
    return new Membership(
        row.getString("id"),
        row.getLong("version"),
        new TeamId(row.getString("team_id")),
        new MemberId(row.getString("member_id")),
        new MemberId(row.getString("added_by")),
        Times.read(row, "added_at"));
  }
}
