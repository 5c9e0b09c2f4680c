package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One link for one device: its code is kept hashed, is bound to the first device's key that
 * presents it, and ends with its use or its time.
 *
 * @param invitedBy null when the broker itself did
 */
public record Invitation(
    InvitationId invitationId,
    long version,
    String codeHash,
    MemberId member,
    Purpose purpose,
    @Nullable MemberId invitedBy,
    Instant expiresAt,
    InvitationState state)
    implements DecidingRow {

  boolean isAlive(Instant now) {
    return switch (state) {
      case InvitationState.Open _, InvitationState.Bound _ -> now.isBefore(expiresAt);
      case InvitationState.Used _, InvitationState.Withdrawn _ -> false;
    };
  }

  /** The device that it is bound to, or was used by. */
  @Nullable DeviceId device() {
    return switch (state) {
      case InvitationState.Bound(DeviceId device) -> device;
      case InvitationState.Used(DeviceId device) -> device;
      case InvitationState.Open _, InvitationState.Withdrawn _ -> null;
    };
  }

  @Override
  public RowKind kind() {
    return RowKind.INVITATION;
  }

  @Override
  public String id() {
    return invitationId.value();
  }

  @Override
  public RowContent content() {
    DeviceId device = device();
    return RowContent.format(1)
        .text(codeHash)
        .text(member.value())
        .text(purpose.code())
        .text(Members.text(invitedBy))
        .instant(expiresAt)
        .text(state.code())
        .text(device == null ? null : device.value());
  }

  Invitation in(InvitationState next) {
    return copy(version, next);
  }

  Invitation next() {
    return copy(version + 1, state);
  }

  private Invitation copy(long version, InvitationState state) {
    return new Invitation(
        invitationId, version, codeHash, member, purpose, invitedBy, expiresAt, state);
  }
}
