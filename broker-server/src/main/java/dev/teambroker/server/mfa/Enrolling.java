package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Arrival;
import dev.teambroker.server.member.Arrivals;
import dev.teambroker.server.member.Arrived;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.InvitationId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Names;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Enrols a device: its key presents an invitation's code, gets the seed of a new factor where one
 * is needed, and proves it. Whoever answers must have proved the key of that thumbprint.
 * Thread-safe.
 */
@Component
public class Enrolling {
  private final Arrivals arrivals;
  private final Devices devices;
  private final Factors factors;
  private final RecoveryCodes recoveryCodes;
  private final NewFactors newFactors;
  private final VerifyingCodes verifying;
  private final Changes changes;
  private final AuditTrail trail;

  Enrolling(
      Arrivals arrivals,
      Devices devices,
      Factors factors,
      RecoveryCodes recoveryCodes,
      NewFactors newFactors,
      VerifyingCodes verifying,
      Changes changes,
      AuditTrail trail) {
    this.arrivals = arrivals;
    this.devices = devices;
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
    this.newFactors = newFactors;
    this.verifying = verifying;
    this.changes = changes;
    this.trail = trail;
  }

  /** The first request. Repeating it with the same key gives the same answer. */
  public Outcome<Enrolments.Started> start(Secret code, String deviceName, String thumbprint) {
    if (!Names.isDeviceName(deviceName)) {
      return Outcome.invalid("deviceName", Names.EXPECTED_OF_DEVICE);
    }
    Arrival arrival = arrivals.presented(code, thumbprint).orElse(null);
    if (arrival == null) {
      return refused();
    }
    if (arrival.device().isPresent()) {
      return again(arrival, arrival.device().get());
    }
    if (devices.ofKey(thumbprint).isPresent()) {
      return Outcome.refused(
          ProblemType.CONFLICT, "This key belongs to a device already; make a new key.");
    }
    NewFactors.@Nullable New factor = needsFactor(arrival) ? newFactors.make(arrival) : null;
    return changes.run(
        () ->
            arrivals
                .presented(code, thumbprint)
                .filter(still -> still.device().isEmpty())
                .map(still -> register(still, deviceName, thumbprint, factor))
                .orElseGet(Enrolling::refused));
  }

  /** Whether the code opens anything for the device of that key. */
  public boolean isInvited(Secret code, String thumbprint) {
    return arrivals.presented(code, thumbprint).isPresent();
  }

  /** This enrolment, if the device of that key has begun it. */
  public Optional<Arrival> underWay(InvitationId enrolment, String thumbprint) {
    return arrivals.underWay(enrolment, thumbprint);
  }

  private boolean needsFactor(Arrival arrival) {
    return arrival.replacesFactor() || factors.activeOf(arrival.member().memberId()).isEmpty();
  }

  private Outcome<Enrolments.Started> register(
      Arrival arrival, String deviceName, String thumbprint, NewFactors.@Nullable New factor) {
    Arrived registered = arrivals.register(arrival, deviceName, thumbprint);
    List<RowChange> made = new ArrayList<>(registered.changes());
    if (factor != null) {
      made.add(factors.insert(factor.factor()));
    }
    trail.append(
        about("device.registered", arrival, registered.device())
            .with("deviceName", deviceName)
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(
        started(arrival, registered.device(), factor == null ? null : factor.uri()));
  }

  private Outcome<Enrolments.Started> again(Arrival arrival, Device device) {
    @Nullable Secret uri =
        factors
            .ofEnrolment(arrival.id())
            .map(factor -> newFactors.uri(arrival.member(), factor))
            .orElse(null);
    return Outcome.done(started(arrival, device, uri));
  }

  static Enrolments.Started started(Arrival arrival, Device device, @Nullable Secret uri) {
    return new Enrolments.Started(
        arrival.id().value(), arrival.member().name(), device.id(), device.thumbprint(), uri);
  }

  /** The second request. It signs nobody in. */
  public Outcome<Enrolments.Finished> finish(
      InvitationId enrolment, String thumbprint, Enrolments.Codes codes) {
    Arrival arrival = arrivals.underWay(enrolment, thumbprint).orElse(null);
    if (arrival == null) {
      return refused();
    }
    Member member = arrival.member();
    Device device = arrival.device().orElseThrow();
    Optional<Factor> fresh = factors.ofEnrolment(enrolment);
    Secret second = codes.second();
    if (fresh.isPresent() != (second != null)) {
      return Outcome.invalid(
          "second",
          fresh.isPresent()
              ? "the code after the first one"
              : "none: one code of the factor that the member has");
    }
    CodeCheck check =
        fresh.isPresent() && second != null
            ? verifying.verifyFirst(member, device, fresh.get(), codes.first(), second)
            : verifying.verify(member, device, codes.first());
    return check instanceof CodeCheck.Accepted ? complete(enrolment, thumbprint) : check.refusal();
  }

  private Outcome<Enrolments.Finished> complete(InvitationId enrolment, String thumbprint) {
    return changes.run(
        () ->
            arrivals
                .underWay(enrolment, thumbprint)
                .map(this::completeNow)
                .orElseGet(Enrolling::refused));
  }

  private Outcome<Enrolments.Finished> completeNow(Arrival arrival) {
    List<RowChange> made = new ArrayList<>();
    List<Secret> shown =
        factors
            .ofEnrolment(arrival.id())
            .map(factor -> replace(arrival.member(), factor, made))
            .orElse(List.of());
    Arrived arrived = arrivals.complete(arrival);
    made.addAll(arrived.changes());
    trail.append(
        about("device.enrolled", arrival, arrived.device())
            .with("newFactor", !shown.isEmpty())
            .with("confirmer", arrived.confirmer())
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(
        new Enrolments.Finished(
            arrived.wantsConfirmationBy().isPresent(), arrived.confirmer(), shown, null));
  }

  /** The new factor takes the place of any earlier one, and so do its recovery codes. */
  private List<Secret> replace(Member member, Factor factor, List<RowChange> made) {
    factors
        .activeOf(member.memberId())
        .ifPresent(old -> made.add(factors.update(old.in(FactorState.REMOVED))));
    made.add(factors.update(factor.in(FactorState.ACTIVE)));
    recoveryCodes.of(member.memberId()).forEach(old -> made.add(recoveryCodes.delete(old)));
    List<Secret> shown = RecoveryCode.fresh();
    shown.forEach(code -> made.add(recoveryCodes.insert(RecoveryCode.of(member.memberId(), code))));
    return shown;
  }

  private static AuditEvent about(String action, Arrival arrival, Device device) {
    return AuditEvent.of(action)
        .with("subject", arrival.member().name())
        .with("subjectId", arrival.member().id())
        .with("invitationId", arrival.id())
        .with("deviceId", device.id())
        .with("fingerprint", device.thumbprint());
  }

  private static <T> Outcome<T> refused() {
    return Outcome.refused(
        ProblemType.INVITATION_REFUSED,
        "The invitation is unknown, used, expired or another device's; ask for a new link.");
  }
}
