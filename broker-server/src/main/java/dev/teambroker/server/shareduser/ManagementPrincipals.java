package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.secretstore.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts' management principals, as the audit trail says they are. Thread-safe. */
@Component
class ManagementPrincipals {
  private static final String SELECT =
      """
      select id, version, partition, account, arn, external_id, access_key_id, sealed
        from broker.management_principal
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  ManagementPrincipals(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  List<ManagementPrincipal> all() {
    return rows.readAll(RowKind.MANAGEMENT_PRINCIPAL, this::stored);
  }

  Optional<ManagementPrincipal> of(String account) {
    return all().stream().filter(one -> one.account().equals(account)).findFirst();
  }

  Optional<ManagementPrincipal> find(String rowId) {
    return rows.read(
        RowKind.MANAGEMENT_PRINCIPAL,
        rowId,
        () -> stored().stream().filter(one -> one.rowId().equals(rowId)).findFirst());
  }

  /** What can change of it is under which key-encryption keys its own key is sealed. */
  RowChange update(ManagementPrincipal next) {
    SealedSecret sealed = next.sealed();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.management_principal set version = :version, sealed = :sealed
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("sealed", sealed == null ? null : sealed.envelope(), java.sql.Types.BINARY)
            .update());
    return rows.change(next);
  }

  RowChange insert(ManagementPrincipal principal) {
    SealedSecret sealed = principal.sealed();
    database
        .sql(
            """
            insert into broker.management_principal (id, version, partition, account, arn,
                                                     external_id, access_key_id, sealed)
            values (:id, :version, :partition, :account, :arn, :externalId, :accessKeyId, :sealed)
            """)
        .param("id", principal.id())
        .param("version", principal.version())
        .param("partition", principal.partition().code())
        .param("account", principal.account())
        .param("arn", principal.arn())
        .param("externalId", principal.externalId())
        .param("accessKeyId", principal.accessKeyId())
        .param("sealed", sealed == null ? null : sealed.envelope(), java.sql.Types.BINARY)
        .update();
    return rows.change(principal);
  }

  RowChange delete(ManagementPrincipal principal) {
    StoredVersion.delete(database, "management_principal", principal);
    return rows.removal(principal);
  }

  List<ManagementPrincipal> stored() {
    return database.sql(SELECT + "order by account").query(ManagementPrincipals::read).list();
  }

  private static ManagementPrincipal read(ResultSet row, int number) throws SQLException {
    byte[] sealed = row.getBytes("sealed");
    return new ManagementPrincipal(
        row.getString("id"),
        row.getLong("version"),
        Partition.ofCode(row.getString("partition")).orElseThrow(),
        row.getString("account"),
        row.getString("arn"),
        row.getString("external_id"),
        row.getString("access_key_id"),
        sealed == null ? null : new SealedSecret(sealed));
  }
}
