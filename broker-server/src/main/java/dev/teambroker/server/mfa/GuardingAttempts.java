package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.DeviceState;
import dev.teambroker.server.member.Locking;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets a code be compared, or doesn't: counts before, forgets after a right one, locks after too
 * many wrong ones. Whoever comes here has proved the device's key, so nobody locks others out.
 */
@Component
class GuardingAttempts {
  private static final Duration CROWDED = Duration.ofSeconds(1);

  private final OneByOne oneByOne = new OneByOne();
  private final Attempts attempts;
  private final Locking locking;
  private final AuditTrail trail;
  private final InstantSource clock;

  GuardingAttempts(Attempts attempts, Locking locking, AuditTrail trail, InstantSource clock) {
    this.attempts = attempts;
    this.locking = locking;
    this.trail = trail;
    this.clock = clock;
  }

  CodeCheck attempt(Member member, Device device, Supplier<CodeCheck> comparison) {
    if (device.state() instanceof DeviceState.Locked
        || member.state() instanceof MemberState.Locked) {
      return new CodeCheck.Locked();
    }
    return oneByOne
        .inTurn(member.memberId(), () -> counted(member, device, comparison))
        .orElse(new CodeCheck.BackedOff(CROWDED));
  }

  private CodeCheck counted(Member member, Device device, Supplier<CodeCheck> comparison) {
    return switch (attempts.count(device, clock.instant())) {
      case Attempts.Counted.TooSoon(var wait) -> new CodeCheck.BackedOff(wait);
      case Attempts.Counted.Allowed allowed -> attempt(member, device, allowed, comparison);
    };
  }

  private CodeCheck attempt(
      Member member,
      Device device,
      Attempts.Counted.Allowed counted,
      Supplier<CodeCheck> comparison) {
    boolean beyond =
        counted.ofDevice() > BackOff.DEVICE.lockAt()
            || counted.ofMember() > BackOff.MEMBER.lockAt();
    if (beyond && lock(device, counted)) {
      return new CodeCheck.Locked();
    }
    CodeCheck check = comparison.get();
    switch (check) {
      case CodeCheck.Accepted _ -> attempts.forget(device);
      case CodeCheck.Replayed _ -> {
        record(member, device, check);
        attempts.discount(device);
      }
      case CodeCheck.Wrong _ -> {
        record(member, device, check);
        if (lock(device, counted)) {
          return new CodeCheck.Locked();
        }
      }
      case CodeCheck.Malformed _,
          CodeCheck.BackedOff _,
          CodeCheck.Locked _,
          CodeCheck.NoFactor _ -> {}
    }
    return check;
  }

  private boolean lock(Device device, Attempts.Counted.Allowed counted) {
    boolean ofMember =
        counted.ofMember() >= BackOff.MEMBER.lockAt() && locking.lockMember(device.member());
    boolean ofDevice =
        counted.ofDevice() >= BackOff.DEVICE.lockAt() && locking.lockDevice(device.deviceId());
    return ofMember || ofDevice;
  }

  private void record(Member member, Device device, CodeCheck check) {
    trail.record(
        AuditEvent.of(check instanceof CodeCheck.Replayed ? "code.replayed" : "code.refused")
            .with("subject", member.name())
            .with("subjectId", member.id())
            .with("deviceId", device.id()));
  }
}
