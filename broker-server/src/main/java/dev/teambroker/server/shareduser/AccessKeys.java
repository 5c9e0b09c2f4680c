package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowGroup.By;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shared users' access keys, as the audit trail says they are. Thread-safe. */
@Component
class AccessKeys {
  private static final String SELECT =
      """
      select id, version, shared_user_id, access_key_id, state, exposed, stored_at, sealed
        from broker.access_key
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  AccessKeys(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** All keys of the user, the latest first. */
  List<AccessKey> of(SharedUserId user) {
    return rows.readAll(
        RowKind.ACCESS_KEY,
        new RowGroup(By.KEYS_OF_SHARED_USER, user.value()),
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user order by stored_at desc, id")
                .param("user", user.value())
                .query(AccessKeys::read)
                .list());
  }

  Optional<AccessKey> find(String rowId) {
    return rows.read(
        RowKind.ACCESS_KEY,
        rowId,
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", rowId)
                .query(AccessKeys::read)
                .optional());
  }

  /** The key that sessions are asked for with. */
  Optional<AccessKey> current(SharedUserId user) {
    return of(user).stream().filter(key -> key.state() == KeyState.CURRENT).findFirst();
  }

  RowChange insert(AccessKey key) {
    database
        .sql(
            """
            insert into broker.access_key (id, version, shared_user_id, access_key_id, state,
                                           exposed, stored_at, sealed)
            values (:id, :version, :user, :accessKeyId, :state, :exposed, :storedAt, :sealed)
            """)
        .param("id", key.id())
        .param("version", key.version())
        .param("user", key.sharedUser().value())
        .param("accessKeyId", key.accessKeyId())
        .param("state", key.state().code())
        .param("exposed", key.exposed())
        .param("storedAt", Times.of(key.storedAt()))
        .param("sealed", key.sealed().envelope())
        .update();
    return rows.change(key);
  }

  RowChange update(AccessKey next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.access_key
                   set version = :version, state = :state, sealed = :sealed
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("state", next.state().code())
            .param("sealed", next.sealed().envelope())
            .update());
    return rows.change(next);
  }

  RowChange delete(AccessKey key) {
    StoredVersion.delete(database, "access_key", key);
    return rows.removal(key);
  }

  List<AccessKey> stored() {
    return database.sql(SELECT).query(AccessKeys::read).list();
  }

  private static AccessKey read(ResultSet row, int number) throws SQLException {
    return new AccessKey(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        row.getString("access_key_id"),
        KeyState.ofCode(row.getString("state")),
        row.getBoolean("exposed"),
        Times.read(row, "stored_at"),
        new SealedSecret(row.getBytes("sealed")));
  }
}
