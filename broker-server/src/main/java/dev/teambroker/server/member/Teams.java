package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The teams, as the audit trail says they are. Thread-safe. */
@Component
public class Teams {
  private static final String SELECT = "select id, version, name from broker.team ";

  private final JdbcClient database;
  private final DecidingRows rows;
  private final Memberships memberships;

  Teams(JdbcClient database, DecidingRows rows, Memberships memberships) {
    this.database = database;
    this.rows = rows;
    this.memberships = memberships;
  }

  public Optional<Team> find(TeamId id) {
    return rows.read(
        RowKind.TEAM, id.value(), () -> list("where id = :value", id.value()).stream().findAny());
  }

  public Optional<Team> named(String name) {
    return rows.readAll(RowKind.TEAM, () -> list("where name = :value", name)).stream().findFirst();
  }

  /** All of them, by name. */
  public List<Team> all() {
    return rows.readAll(RowKind.TEAM, () -> list("where name <> :value order by name", ""));
  }

  /** Who belongs to which team. */
  public List<Membership> memberships() {
    return memberships.all();
  }

  RowChange insert(Team team) {
    database
        .sql("insert into broker.team (id, version, name) values (:id, :version, :name)")
        .param("id", team.id())
        .param("version", team.version())
        .param("name", team.name())
        .update();
    return rows.change(team);
  }

  RowChange delete(Team team) {
    StoredVersion.delete(database, "team", team);
    return rows.removal(team);
  }

  List<Team> stored() {
    return list("where name <> :value", "");
  }

  private List<Team> list(String where, String value) {
    return database
        .sql(SELECT + where)
        .param("value", value)
        .query(
            (row, _) ->
                new Team(
                    new TeamId(row.getString("id")), row.getLong("version"), row.getString("name")))
        .list();
  }
}
