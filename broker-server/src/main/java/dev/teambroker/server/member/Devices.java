package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members' devices, as the audit trail says they are. Thread-safe. */
@Component
public class Devices {
  private static final String SELECT =
      """
      select id, version, member_id, name, thumbprint, state, confirmer, registered_at
        from broker.device
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Devices(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** The device of that id, removed ones included. */
  public Optional<Device> find(DeviceId id) {
    return rows.read(
        RowKind.DEVICE, id.value(), () -> list("where id = :value", id.value()).stream().findAny());
  }

  /** The device whose key has that thumbprint, unless it is removed. */
  public Optional<Device> ofKey(String thumbprint) {
    return rows
        .readAll(
            RowKind.DEVICE,
            () -> list("where state <> 'removed' and thumbprint = :value", thumbprint))
        .stream()
        .findFirst();
  }

  /** All devices of a member, removed ones included, the oldest first. */
  public List<Device> of(MemberId member) {
    return rows.readAll(
        RowKind.DEVICE,
        () -> list("where member_id = :value order by registered_at, id", member.value()));
  }

  /** All devices of all members, the oldest first. */
  public List<Device> all() {
    return rows.readAll(
        RowKind.DEVICE, () -> list("where state <> :value order by registered_at, id", ""));
  }

  RowChange insert(Device device) {
    database
        .sql(
            """
            insert into broker.device (id, version, member_id, name, thumbprint, state, confirmer,
                                       registered_at)
            values (:id, :version, :member, :name, :thumbprint, :state, :confirmer, :registeredAt)
            """)
        .param("id", device.id())
        .param("version", device.version())
        .param("member", device.member().value())
        .param("name", device.name())
        .param("thumbprint", device.thumbprint())
        .param("state", device.state().code())
        .param("confirmer", Members.text(device.confirmer()))
        .param("registeredAt", Times.of(device.registeredAt()))
        .update();
    return rows.change(device);
  }

  RowChange update(Device changed) {
    Device next = changed.next();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.device set version = :next, state = :state
                 where id = :id and version = :version
                """)
            .param("id", changed.id())
            .param("version", changed.version())
            .param("next", next.version())
            .param("state", next.state().code())
            .update());
    return rows.change(next);
  }

  List<Device> stored() {
    return database.sql(SELECT).query(Devices::read).list();
  }

  private List<Device> list(String where, String value) {
    return database.sql(SELECT + where).param("value", value).query(Devices::read).list();
  }

  private static Device read(ResultSet row, int number) throws SQLException {
    return new Device(
        new DeviceId(row.getString("id")),
        row.getLong("version"),
        new MemberId(row.getString("member_id")),
        row.getString("name"),
        row.getString("thumbprint"),
        DeviceState.ofCode(row.getString("state")),
        Members.id(row.getString("confirmer")),
        Times.read(row, "registered_at"));
  }
}
