package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.MemberId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members' recovery codes, as the audit trail says they are. */
@Component
class RecoveryCodes {
  private static final String SELECT =
      "select id, version, member_id, code_hash, used from broker.recovery_code ";

  private final JdbcClient database;
  private final DecidingRows rows;

  RecoveryCodes(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** The member's code of that hash, unless it is used. */
  Optional<RecoveryCode> unused(MemberId member, String codeHash) {
    return rows
        .readAll(
            RowKind.RECOVERY_CODE, () -> list("where code_hash = :value and not used", codeHash))
        .stream()
        .filter(code -> code.member().equals(member))
        .findFirst();
  }

  List<RecoveryCode> of(MemberId member) {
    return rows.readAll(
        RowKind.RECOVERY_CODE, () -> list("where member_id = :value", member.value()));
  }

  RowChange insert(RecoveryCode code) {
    database
        .sql(
            """
            insert into broker.recovery_code (id, version, member_id, code_hash, used)
            values (:id, :version, :member, :codeHash, :used)
            """)
        .param("id", code.id())
        .param("version", code.version())
        .param("member", code.member().value())
        .param("codeHash", code.codeHash())
        .param("used", code.used())
        .update();
    return rows.change(code);
  }

  RowChange use(RecoveryCode code) {
    RecoveryCode used = code.nextUsed();
    StoredVersion.check(
        used,
        database
            .sql(
                """
                update broker.recovery_code set version = :next, used = true
                 where id = :id and version = :version
                """)
            .param("id", code.id())
            .param("version", code.version())
            .param("next", used.version())
            .update());
    return rows.change(used);
  }

  RowChange delete(RecoveryCode code) {
    StoredVersion.delete(database, "recovery_code", code);
    return rows.removal(code);
  }

  List<RecoveryCode> stored() {
    return list("where id <> :value", "");
  }

  private List<RecoveryCode> list(String where, String value) {
    return database
        .sql(SELECT + where)
        .param("value", value)
        .query(
            (row, _) ->
                new RecoveryCode(
                    row.getString("id"),
                    row.getLong("version"),
                    new MemberId(row.getString("member_id")),
                    row.getString("code_hash"),
                    row.getBoolean("used")))
        .list();
  }
}
