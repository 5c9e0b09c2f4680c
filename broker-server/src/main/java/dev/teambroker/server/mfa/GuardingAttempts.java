package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.CodeUse;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.DeviceState;
import dev.teambroker.server.member.Locking;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberState;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Lets a code be compared, or doesn't: counts before, takes that back for one that was used, locks
 * after too many wrong ones. Whoever comes here has proved the device's key, so nobody locks others
 * out.
 */
@Component
class GuardingAttempts {
  private static final Duration CROWDED = Duration.ofSeconds(1);

  private final OneByOne oneByOne = new OneByOne();
  private final CountingAttempts counting;
  private final Locking locking;
  private final AuditTrail trail;

  GuardingAttempts(CountingAttempts counting, Locking locking, AuditTrail trail) {
    this.counting = counting;
    this.locking = locking;
    this.trail = trail;
  }

  /**
   * @param comparison also takes the code, and forgets the attempts, where it is right
   */
  CodeCheck attempt(
      Attempt attempt, Function<CountingAttempts.Counted.Allowed, CodeCheck> comparison) {
    if (attempt.device().state() instanceof DeviceState.Locked
        || attempt.member().state() instanceof MemberState.Locked) {
      return new CodeCheck.Locked();
    }
    return oneByOne
        .inTurn(attempt.member().memberId(), () -> counted(attempt, comparison))
        .orElse(new CodeCheck.BackedOff(CROWDED));
  }

  private CodeCheck counted(
      Attempt attempt, Function<CountingAttempts.Counted.Allowed, CodeCheck> comparison) {
    return switch (counting.count(attempt)) {
      case CountingAttempts.Counted.ProofUsed _ -> new CodeCheck.ProofUsed();
      case CountingAttempts.Counted.TooSoon(var wait) -> new CodeCheck.BackedOff(wait);
      case CountingAttempts.Counted.Allowed allowed ->
          compared(attempt.member(), attempt.device(), allowed, comparison);
    };
  }

  private CodeCheck compared(
      Member member,
      Device device,
      CountingAttempts.Counted.Allowed counted,
      Function<CountingAttempts.Counted.Allowed, CodeCheck> comparison) {
    boolean beyond =
        counted.ofDevice() > BackOff.DEVICE.lockAt()
            || counted.ofMember() > BackOff.MEMBER.lockAt();
    if (beyond && lock(device, counted)) {
      return new CodeCheck.Locked();
    }
    CodeCheck check = comparison.apply(counted);
    switch (check) {
      case CodeCheck.Replayed _ ->
          trail.record(
              about("code.replayed", member, device),
              new CodeUse.Repeated(member.id(), device.id()));
      case CodeCheck.Wrong _ -> {
        trail.record(about("code.refused", member, device));
        if (lock(device, counted)) {
          return new CodeCheck.Locked();
        }
      }
      case CodeCheck.Accepted _,
          CodeCheck.Unused _,
          CodeCheck.Malformed _,
          CodeCheck.BackedOff _,
          CodeCheck.ProofUsed _,
          CodeCheck.Locked _,
          CodeCheck.NoFactor _ -> {}
    }
    return check;
  }

  private boolean lock(Device device, CountingAttempts.Counted.Allowed counted) {
    boolean ofMember =
        counted.ofMember() >= BackOff.MEMBER.lockAt() && locking.lockMember(device.member());
    boolean ofDevice =
        counted.ofDevice() >= BackOff.DEVICE.lockAt() && locking.lockDevice(device.deviceId());
    return ofMember || ofDevice;
  }

  private static AuditEvent about(String action, Member member, Device device) {
    return AuditEvent.of(action)
        .with("subject", member.name())
        .with("subjectId", member.id())
        .with("deviceId", device.id());
  }
}
