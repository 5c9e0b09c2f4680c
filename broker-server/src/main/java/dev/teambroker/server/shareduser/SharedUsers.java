package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowGroup.By;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shared users, as the audit trail says they are. Thread-safe. */
@Component
public class SharedUsers {
  private static final String SELECT =
      """
      select id, version, name, partition, account, user_name, user_arn, user_id, state,
             imported_by, imported_at
        from broker.shared_user
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  SharedUsers(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  public Optional<SharedUser> find(SharedUserId id) {
    return rows.read(
        RowKind.SHARED_USER,
        id.value(),
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(SharedUsers::read)
                .optional());
  }

  public Optional<SharedUser> named(String name) {
    return rows
        .readAll(
            RowKind.SHARED_USER,
            new RowGroup(By.SHARED_USER_NAMED, name),
            () ->
                database
                    .sql(SELECT + "where name = :name")
                    .param("name", name)
                    .query(SharedUsers::read)
                    .list())
        .stream()
        .findFirst();
  }

  /** All of them, by name. */
  public List<SharedUser> all() {
    return rows.readAll(
        RowKind.SHARED_USER,
        () -> database.sql(SELECT + "order by name").query(SharedUsers::read).list());
  }

  RowChange insert(SharedUser user) {
    database
        .sql(
            """
            insert into broker.shared_user (id, version, name, partition, account, user_name,
                                            user_arn, user_id, state, imported_by, imported_at)
            values (:id, :version, :name, :partition, :account, :userName,
                    :userArn, :userId, :state, :importedBy, :importedAt)
            """)
        .param("id", user.id())
        .param("version", user.version())
        .param("name", user.name())
        .param("partition", user.partition().code())
        .param("account", user.account())
        .param("userName", user.userName())
        .param("userArn", user.userArn())
        .param("userId", user.userId())
        .param("state", user.state().code())
        .param("importedBy", user.importedBy().value())
        .param("importedAt", Times.of(user.importedAt()))
        .update();
    return rows.change(user);
  }

  /** Stores the next version in place of the one before it. */
  RowChange update(SharedUser next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.shared_user
                   set version = :version, state = :state
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("state", next.state().code())
            .update());
    return rows.change(next);
  }

  RowChange delete(SharedUser user) {
    StoredVersion.delete(database, "shared_user", user);
    return rows.removal(user);
  }

  List<SharedUser> stored() {
    return database.sql(SELECT).query(SharedUsers::read).list();
  }

  private static SharedUser read(ResultSet row, int number) throws SQLException {
    return new SharedUser(
        new SharedUserId(row.getString("id")),
        row.getLong("version"),
        row.getString("name"),
        Partition.ofCode(row.getString("partition")).orElseThrow(),
        row.getString("account"),
        row.getString("user_name"),
        row.getString("user_arn"),
        row.getString("user_id"),
        SharedUserState.ofCode(row.getString("state")),
        new MemberId(row.getString("imported_by")),
        Times.read(row, "imported_at"));
  }
}
