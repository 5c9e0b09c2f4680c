package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.CodeUse;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.mfa.Claimant;
import dev.teambroker.server.mfa.CodeCheck;
import dev.teambroker.server.mfa.RightCode;
import dev.teambroker.server.mfa.VerifyingCodes;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verifies a further code in a running sign-in, which then lasts as long as a new one. It costs two
 * commits, both shared with other requests: the attempt is counted, and the proof used up, before
 * the code is compared; then the factor's step, the sign-in and the record of it are written.
 * Thread-safe.
 */
@Component
public class VerifyingAgain {
  private static final int ATTEMPTS = 5;

  private final DecidingRows rows;
  private final Members members;
  private final Devices devices;
  private final SignIns signIns;
  private final SpentProofs proofs;
  private final VerifyingCodes verifying;
  private final SignInSettings settings;
  private final AuditTrail trail;
  private final InstantSource clock;

  VerifyingAgain(
      DecidingRows rows,
      Members members,
      Devices devices,
      SignIns signIns,
      SpentProofs proofs,
      VerifyingCodes verifying,
      SignInSettings settings,
      AuditTrail trail,
      InstantSource clock) {
    this.rows = rows;
    this.members = members;
    this.devices = devices;
    this.signIns = signIns;
    this.proofs = proofs;
    this.verifying = verifying;
    this.settings = settings;
    this.trail = trail;
    this.clock = clock;
  }

  private record Known(Claimant claimant, Optional<SignIn> signIn) {}

  /** When it was verified. */
  public Outcome<Instant> verify(SignedIn who, Secret code) {
    Known known = rows.seeing(rows.look("code in " + who.signInId()), () -> known(who));
    CodeCheck check =
        verifying.verify(
            known.claimant, code, who.proof(), right -> take(right, known.signIn, who.signInId()));
    return switch (check) {
      case CodeCheck.Accepted _ -> Outcome.done(Times.now(clock));
      // Nothing was counted, so the proof is still to be used up.
      case CodeCheck.Malformed _, CodeCheck.NoFactor _ ->
          (proofs.spend(who.proof()) ? check : new CodeCheck.ProofUsed()).refusal();
      default -> check.refusal();
    };
  }

  private Known known(SignedIn who) {
    return new Known(
        verifying.claimant(
            members.find(who.member()).orElseThrow(), devices.find(who.device()).orElseThrow()),
        signIns.find(who.signInId()));
  }

  private CodeCheck take(RightCode code, Optional<SignIn> known, String signInId) {
    Optional<SignIn> signIn = known;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (signIn.filter(one -> one.state() == SignIn.State.RUNNING).isEmpty()) {
        return unused(SigningIn.ended());
      }
      Optional<CodeUse.Refusal> refusal = record(code, signIn.get());
      if (refusal.isEmpty()) {
        return new CodeCheck.Accepted();
      }
      if (refusal.get() == CodeUse.Refusal.USED) {
        return new CodeCheck.Replayed();
      }
      signIn = signIns.find(signInId);
    }
    return unused(
        Outcome.refused(
            ProblemType.CONFLICT, "Somebody else is changing the same; nothing was changed."));
  }

  private Optional<CodeUse.Refusal> record(RightCode code, SignIn signIn) {
    SignIn verified = signIn.verified(Times.now(clock), settings.lifetime());
    return trail.record(
        AuditEvent.of("second-factor.verified")
            .with("signInId", signIn.id())
            .changing(rows.change(verified.next())),
        new CodeUse.Right(
            code.memberId(),
            code.deviceId(),
            code.factorId(),
            code.step(),
            signIn.id(),
            signIn.version(),
            verified.verifiedAt(),
            verified.expiresAt()));
  }

  private static CodeCheck unused(Outcome<?> refused) {
    return new CodeCheck.Unused((Outcome.Refused<?>) refused);
  }
}
