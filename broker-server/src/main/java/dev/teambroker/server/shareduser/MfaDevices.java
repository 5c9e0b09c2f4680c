package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
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

/** The shared users' AWS MFA devices, as the audit trail says they are. Thread-safe. */
@Component
class MfaDevices {
  private static final String SELECT =
      """
      select id, version, shared_user_id, serial_number, state, stored_at, sealed
        from broker.mfa_device
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  MfaDevices(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** All devices of the user, the oldest first. */
  List<MfaDevice> of(SharedUserId user) {
    return rows.readAll(
        RowKind.MFA_DEVICE,
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user order by stored_at, id")
                .param("user", user.value())
                .query(MfaDevices::read)
                .list());
  }

  Optional<MfaDevice> find(SharedUserId user, String serialNumber) {
    return of(user).stream()
        .filter(device -> device.serialNumber().equals(serialNumber))
        .findFirst();
  }

  Optional<MfaDevice> find(String rowId) {
    return rows.read(
        RowKind.MFA_DEVICE,
        rowId,
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", rowId)
                .query(MfaDevices::read)
                .optional());
  }

  RowChange insert(MfaDevice device) {
    database
        .sql(
            """
            insert into broker.mfa_device (id, version, shared_user_id, serial_number, state,
                                           stored_at, sealed)
            values (:id, :version, :user, :serialNumber, :state, :storedAt, :sealed)
            """)
        .param("id", device.id())
        .param("version", device.version())
        .param("user", device.sharedUser().value())
        .param("serialNumber", device.serialNumber())
        .param("state", device.state())
        .param("storedAt", Times.of(device.storedAt()))
        .param("sealed", device.sealed().envelope())
        .update();
    return rows.change(device);
  }

  RowChange update(MfaDevice next) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.mfa_device
                   set version = :version, state = :state, sealed = :sealed
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("state", next.state())
            .param("sealed", next.sealed().envelope())
            .update());
    return rows.change(next);
  }

  RowChange delete(MfaDevice device) {
    StoredVersion.delete(database, "mfa_device", device);
    return rows.removal(device);
  }

  List<MfaDevice> stored() {
    return database.sql(SELECT).query(MfaDevices::read).list();
  }

  private static MfaDevice read(ResultSet row, int number) throws SQLException {
    return new MfaDevice(
        row.getString("id"),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        row.getString("serial_number"),
        !"active".equals(row.getString("state")),
        Times.read(row, "stored_at"),
        new SealedSecret(row.getBytes("sealed")));
  }
}
