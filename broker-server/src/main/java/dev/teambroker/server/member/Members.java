package dev.teambroker.server.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members, as the audit trail says they are. Thread-safe. */
@Component
public class Members {
  private static final String COLUMNS =
      "id, version, name, roles, state, confirmation_wanted_by, invited_by, invited_at";

  private final JdbcClient database;

  Members(JdbcClient database) {
    this.database = database;
  }

  /** The member of that id, removed ones included. */
  public Optional<Member> find(MemberId id) {
    return database
        .sql("select " + COLUMNS + " from broker.member where id = :id")
        .param("id", id.value())
        .query(Members::read)
        .optional();
  }

  /** The member of that name who isn't removed. */
  public Optional<Member> named(String name) {
    return database
        .sql("select " + COLUMNS + " from broker.member where name = :name and state <> 'removed'")
        .param("name", name)
        .query(Members::read)
        .optional();
  }

  /** The teams that the member belongs to. */
  public Set<TeamId> teamsOf(MemberId id) {
    return database
        .sql("select team_id from broker.membership where member_id = :id")
        .param("id", id.value())
        .query((row, _) -> new TeamId(row.getString("team_id")))
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Member read(ResultSet row, int number) throws SQLException {
    return new Member(
        new MemberId(row.getString("id")),
        row.getLong("version"),
        row.getString("name"),
        Role.split(row.getString("roles")),
        MemberState.ofCode(row.getString("state")),
        memberId(row.getString("confirmation_wanted_by")),
        memberId(row.getString("invited_by")),
        row.getObject("invited_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable MemberId memberId(@Nullable String id) {
    return id == null ? null : new MemberId(id);
  }
}
