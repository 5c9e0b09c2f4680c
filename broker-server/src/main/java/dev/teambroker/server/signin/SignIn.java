package dev.teambroker.server.signin;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import java.time.Duration;
import java.time.Instant;

/**
 * A member on a device, from a verified code on. Freshness is its own: a refresh changes nothing
 * here.
 *
 * @param verifiedAt when a code was last verified in it
 */
record SignIn(
    String id,
    long version,
    MemberId member,
    DeviceId device,
    State state,
    Instant begunAt,
    Instant verifiedAt,
    Instant expiresAt)
    implements DecidingRow {
  /** Where a sign-in stands. */
  enum State {
    RUNNING,
    ENDED
  }

  static SignIn begin(Device device, Instant now, Duration lifetime) {
    return new SignIn(
        FreshId.of("a"),
        1,
        device.member(),
        device.deviceId(),
        State.RUNNING,
        now,
        now,
        now.plus(lifetime));
  }

  /** Whether it still says who asks: not ended, not expired, not voided since. */
  boolean isAlive(Member of, Instant now) {
    return state == State.RUNNING && now.isBefore(expiresAt) && begunAt.isAfter(of.signInsFrom());
  }

  SignIn verified(Instant now, Duration lifetime) {
    return new SignIn(id, version, member, device, state, begunAt, now, now.plus(lifetime));
  }

  SignIn ended() {
    return new SignIn(id, version, member, device, State.ENDED, begunAt, verifiedAt, expiresAt);
  }

  SignIn next() {
    return new SignIn(id, version + 1, member, device, state, begunAt, verifiedAt, expiresAt);
  }

  @Override
  public RowKind kind() {
    return RowKind.SIGN_IN;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(member.value())
        .text(device.value())
        .text(state.name())
        .instant(begunAt)
        .instant(verifiedAt)
        .instant(expiresAt);
  }
}
