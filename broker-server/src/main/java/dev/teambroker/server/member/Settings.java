package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Facts about this broker that decide. One that was deleted by hand is rejected, not absent. */
@Component
class Settings {
  private final JdbcClient database;
  private final DecidingRows rows;

  Settings(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<Setting> find(String id) {
    return rows.read(
        RowKind.SETTING,
        id,
        () -> stored().stream().filter(setting -> setting.id().equals(id)).findAny());
  }

  RowChange insert(Setting setting) {
    database
        .sql("insert into broker.setting (id, version, value) values (:id, :version, :value)")
        .param("id", setting.id())
        .param("version", setting.version())
        .param("value", setting.value())
        .update();
    return rows.change(setting);
  }

  RowChange update(Setting next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.setting set version = :version, value = :value
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("value", next.value())
            .update());
    return rows.change(next);
  }

  /** Whether what was read before is still what the trail says, as far as it is folded. */
  boolean isCurrent(String id, Optional<Setting> read) {
    return rows.isCurrent(RowKind.SETTING, id, read);
  }

  List<Setting> stored() {
    return database
        .sql("select id, version, value from broker.setting")
        .query(
            (row, _) ->
                new Setting(row.getString("id"), row.getLong("version"), row.getString("value")))
        .list();
  }
}
