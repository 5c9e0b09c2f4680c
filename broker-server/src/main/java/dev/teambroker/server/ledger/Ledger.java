package dev.teambroker.server.ledger;

import dev.teambroker.server.audit.LedgerRow;
import dev.teambroker.server.member.Times;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sessions that were issued; the audit trail writes it, with the record of each. Thread-safe.
 */
@Component
class Ledger {
  private final JdbcClient database;

  Ledger(JdbcClient database) {
    this.database = database;
  }

  /** The session of that access key id. */
  Optional<LedgerRow> find(String accessKeyId) {
    return database
        .sql(
            """
            select access_key_id, member_id, member_name, device_id, device_name, shared_user,
                   account, kind, grant_id, parent_access_key_id, assumed_arn, issued_at,
                   expiration, request_id, source_address
              from broker.ledger_session
             where access_key_id = :accessKeyId
            """)
        .param("accessKeyId", accessKeyId)
        .query(
            (row, _) ->
                new LedgerRow(
                    row.getString("access_key_id"),
                    row.getString("member_id"),
                    row.getString("member_name"),
                    row.getString("device_id"),
                    row.getString("device_name"),
                    row.getString("shared_user"),
                    row.getString("account"),
                    row.getString("kind"),
                    row.getString("grant_id"),
                    row.getString("parent_access_key_id"),
                    row.getString("assumed_arn"),
                    Times.read(row, "issued_at"),
                    Times.read(row, "expiration"),
                    row.getString("request_id"),
                    row.getString("source_address")))
        .optional();
  }
}
