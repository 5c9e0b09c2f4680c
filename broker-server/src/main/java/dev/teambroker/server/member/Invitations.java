package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The invitations, as the audit trail says they are. */
@Component
class Invitations {
  private static final String SELECT =
      """
      select id, version, code_hash, member_id, purpose, invited_by, expires_at, state, device_id
        from broker.invitation
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Invitations(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<Invitation> find(InvitationId id) {
    return rows.read(
        RowKind.INVITATION,
        id.value(),
        () -> list("where id = :value", id.value()).stream().findAny());
  }

  Optional<Invitation> ofCode(String codeHash) {
    return rows
        .readAll(RowKind.INVITATION, () -> list("where code_hash = :value", codeHash))
        .stream()
        .findFirst();
  }

  /** Those of a member that could still be used. */
  List<Invitation> unused(MemberId member) {
    return rows.readAll(
        RowKind.INVITATION,
        () -> list("where member_id = :value and state in ('open', 'bound')", member.value()));
  }

  RowChange insert(Invitation invitation) {
    database
        .sql(
            """
            insert into broker.invitation (id, version, code_hash, member_id, purpose, invited_by,
                                           expires_at, state, device_id)
            values (:id, :version, :codeHash, :member, :purpose, :invitedBy, :expiresAt, :state,
                    :device)
            """)
        .param("id", invitation.id())
        .param("version", invitation.version())
        .param("codeHash", invitation.codeHash())
        .param("member", invitation.member().value())
        .param("purpose", invitation.purpose().code())
        .param("invitedBy", Members.text(invitation.invitedBy()))
        .param("expiresAt", Times.of(invitation.expiresAt()))
        .param("state", invitation.state().code())
        .param("device", text(invitation.device()))
        .update();
    return rows.change(invitation);
  }

  RowChange update(Invitation changed) {
    Invitation next = changed.next();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.invitation set version = :next, state = :state, device_id = :device
                 where id = :id and version = :version
                """)
            .param("id", changed.id())
            .param("version", changed.version())
            .param("next", next.version())
            .param("state", next.state().code())
            .param("device", text(next.device()))
            .update());
    return rows.change(next);
  }

  List<Invitation> stored() {
    return database.sql(SELECT).query(Invitations::read).list();
  }

  private List<Invitation> list(String where, String value) {
    return database.sql(SELECT + where).param("value", value).query(Invitations::read).list();
  }

  private static Invitation read(ResultSet row, int number) throws SQLException {
    return new Invitation(
        new InvitationId(row.getString("id")),
        row.getLong("version"),
        row.getString("code_hash"),
        new MemberId(row.getString("member_id")),
        Purpose.ofCode(row.getString("purpose")),
        Members.id(row.getString("invited_by")),
        Times.read(row, "expires_at"),
        state(row.getString("state"), row.getString("device_id")));
  }

  private static InvitationState state(String code, @Nullable String device) {
    return switch (code) {
      case "open" -> new InvitationState.Open();
      case "bound" -> new InvitationState.Bound(new DeviceId(bound(device)));
      case "used" -> new InvitationState.Used(new DeviceId(bound(device)));
      case "withdrawn" -> new InvitationState.Withdrawn();
      default -> throw new IllegalArgumentException("no state of an invitation: " + code);
    };
  }

  private static String bound(@Nullable String device) {
    if (device == null) {
      throw new IllegalArgumentException("an invitation that is bound names its device");
    }
    return device;
  }

  private static @Nullable String text(@Nullable DeviceId id) {
    return id == null ? null : id.value();
  }
}
