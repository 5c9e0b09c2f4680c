package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member's device, which is a key pair whose private half never leaves it.
 *
 * @param thumbprint of its public key (RFC 7638, SHA-256, base64url): also its fingerprint
 * @param confirmer who confirms the fingerprint; null: nobody has to
 */
public record Device(
    DeviceId deviceId,
    long version,
    MemberId member,
    String name,
    String thumbprint,
    DeviceState state,
    @Nullable MemberId confirmer,
    Instant registeredAt)
    implements DecidingRow {

  public boolean maySignIn() {
    return state instanceof DeviceState.Active;
  }

  @Override
  public RowKind kind() {
    return RowKind.DEVICE;
  }

  @Override
  public String id() {
    return deviceId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(member.value())
        .text(name)
        .text(thumbprint)
        .text(state.code())
        .text(confirmer == null ? null : confirmer.value())
        .instant(registeredAt);
  }

  static Device enrolling(
      MemberId member, String name, String thumbprint, @Nullable MemberId confirmer, Instant now) {
    return new Device(
        DeviceId.fresh(), 1, member, name, thumbprint, new DeviceState.Enrolling(), confirmer, now);
  }

  Device in(DeviceState next) {
    return copy(version, next);
  }

  /** What is stored over this version. */
  Device next() {
    return copy(version + 1, state);
  }

  private Device copy(long version, DeviceState state) {
    return new Device(deviceId, version, member, name, thumbprint, state, confirmer, registeredAt);
  }
}
