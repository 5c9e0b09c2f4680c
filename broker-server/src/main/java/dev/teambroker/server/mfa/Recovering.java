package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Arrival;
import dev.teambroker.server.member.Arrivals;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Begins the enrolment of a new factor with a recovery code, on a device that the member has. The
 * code signs nobody in. Thread-safe.
 */
@Component
public class Recovering {
  private final RecoveryCodes codes;
  private final Factors factors;
  private final NewFactors newFactors;
  private final GuardingAttempts guard;
  private final Attempts attempts;
  private final Arrivals arrivals;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Recovering(
      RecoveryCodes codes,
      Factors factors,
      NewFactors newFactors,
      GuardingAttempts guard,
      Attempts attempts,
      Arrivals arrivals,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.codes = codes;
    this.factors = factors;
    this.newFactors = newFactors;
    this.guard = guard;
    this.attempts = attempts;
    this.arrivals = arrivals;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** For a device that has proved its key. */
  public Outcome<Enrolments.Started> begin(Member member, Device device, Secret typed) {
    String hash = RecoveryCode.hash(typed);
    CodeCheck check =
        guard.attempt(
            new Attempt(member, device, null, null, clock.instant()),
            _ -> compare(member, device, hash));
    if (!(check instanceof CodeCheck.Accepted)) {
      return check.refusal();
    }
    Arrival arrival = arrivals.recovery(member, device);
    NewFactors.New factor = newFactors.make(arrival);
    return changes.run(() -> beginNow(arrival, device, factor, hash));
  }

  private CodeCheck compare(Member member, Device device, String hash) {
    if (codes.unused(member.memberId(), hash).isEmpty()) {
      return new CodeCheck.Wrong();
    }
    attempts.forget(device);
    return new CodeCheck.Accepted();
  }

  private Outcome<Enrolments.Started> beginNow(
      Arrival arrival, Device device, NewFactors.New factor, String hash) {
    Member member = arrival.member();
    RecoveryCode code = codes.unused(member.memberId(), hash).orElse(null);
    if (code == null) {
      return Outcome.refused(ProblemType.CODE_REFUSED, "The recovery code was used already.");
    }
    RowChange begun = arrivals.begin(arrival);
    RowChange used = codes.use(code);
    RowChange made = factors.insert(factor.factor());
    trail.append(
        AuditEvent.of("recovery.begun")
            .with("subject", member.name())
            .with("subjectId", member.id())
            .with("deviceId", device.id())
            .changing(begun, used, made));
    return Outcome.done(Enrolling.started(arrival, device, factor.uri()));
  }
}
