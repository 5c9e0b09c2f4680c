package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns.Token;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.mfa.CodeCheck;
import dev.teambroker.server.mfa.VerifyingCodes;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/**
 * Signs a member in on a device by its key and a code, keeps the sign-in going by refresh tokens,
 * ends it. Thread-safe.
 */
@Component
public class SigningIn {
  private final Members members;
  private final Devices devices;
  private final SignIns signIns;
  private final Tokens tokens;
  private final SpentProofs proofs;
  private final VerifyingCodes verifying;
  private final SignInSettings settings;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  SigningIn(
      Members members,
      Devices devices,
      SignIns signIns,
      Tokens tokens,
      SpentProofs proofs,
      VerifyingCodes verifying,
      SignInSettings settings,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.members = members;
    this.devices = devices;
    this.signIns = signIns;
    this.tokens = tokens;
    this.proofs = proofs;
    this.verifying = verifying;
    this.settings = settings;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** By the key that the proof is of, and a code. */
  public Outcome<Token> signIn(ProofUse proof, Secret code) {
    return asOwner(proof, (member, device) -> signIn(member, device, code));
  }

  private Outcome<Token> signIn(Member member, Device device, Secret code) {
    CodeCheck check = verifying.verify(member, device, code);
    return check instanceof CodeCheck.Accepted ? changes.run(() -> begin(device)) : check.refusal();
  }

  /** On the device of that key, whose member's codes were verified just now; if both may act. */
  Optional<Token> begin(String thumbprint) {
    Device device = devices.ofKey(thumbprint).orElseThrow();
    Member member = members.find(device.member()).orElseThrow();
    return Standing.refusal(member, device).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(
            Actors.as(member, device, () -> changes.run(() -> begin(device))).orNull());
  }

  private Outcome<Token> begin(Device device) {
    Instant now = Times.now(clock);
    SignIn signIn = SignIn.begin(device, now, settings.lifetime());
    RowChange change = signIns.insert(signIn);
    Token token = tokens.issue(signIn, now);
    trail.append(
        AuditEvent.of("sign-in.begun")
            .with("signInId", signIn.id())
            .with("expiresAt", signIn.expiresAt())
            .changing(change));
    return Outcome.done(token);
  }

  /**
   * By a refresh token, which is good for once: a second use ends the sign-in, because one of the
   * two users isn't the device. The second factor grows no younger.
   */
  public Outcome<Token> refresh(ProofUse proof, Secret refreshToken) {
    return asOwner(proof, (member, device) -> refresh(member, device, refreshToken));
  }

  private Outcome<Token> refresh(Member member, Device device, Secret refreshToken) {
    SignIn signIn =
        tokens
            .refresh(refreshToken)
            .flatMap(known -> signIns.find(known.signInId()))
            .filter(known -> known.device().equals(device.deviceId()))
            .filter(known -> known.isAlive(member, clock.instant()))
            .orElse(null);
    if (signIn == null) {
      return ended();
    }
    Outcome<Token> renewed = changes.run(() -> renew(signIn, refreshToken));
    if (renewed instanceof Outcome.Refused<Token> refused
        && refused.type() == ProblemType.INVALID_GRANT) {
      var _ = end(signIn.id(), "refresh token used twice");
    }
    return renewed;
  }

  private Outcome<Token> renew(SignIn signIn, Secret refreshToken) {
    Instant now = Times.now(clock);
    return tokens.use(refreshToken, now) ? Outcome.done(tokens.issue(signIn, now)) : ended();
  }

  /** Signs out. */
  public Outcome<String> signOut(SignedIn who) {
    return end(who.signInId(), "signed out");
  }

  private Outcome<String> end(String signInId, String why) {
    return changes.run(
        () -> {
          SignIn signIn = signIns.find(signInId).orElse(null);
          if (signIn == null || signIn.state() == SignIn.State.ENDED) {
            return Outcome.done(signInId);
          }
          RowChange change = signIns.update(signIn.ended());
          tokens.revoke(signIn);
          trail.append(
              AuditEvent.of("sign-in.ended")
                  .with("signInId", signInId)
                  .with("reason", why)
                  .changing(change));
          return Outcome.done(signInId);
        });
  }

  /**
   * Does something as the member whose device has the proof's key, once both may act. A proof is
   * remembered, and what happens is recorded, only from there on: strangers leave no trace.
   */
  <T> Outcome<T> asOwner(ProofUse proof, BiFunction<Member, Device, Outcome<T>> work) {
    Device device = devices.ofKey(proof.thumbprint()).orElse(null);
    if (device == null) {
      return Outcome.refused(
          ProblemType.INVALID_GRANT, "No enrolled device has this key; enrol it with a link.");
    }
    if (!proofs.spend(proof)) {
      return Outcome.refused(ProblemType.INVALID_PROOF, "The proof was used before.");
    }
    Member member = members.find(device.member()).orElseThrow();
    Optional<Outcome<T>> refusal = Standing.refusal(member, device);
    return refusal.orElseGet(() -> Actors.as(member, device, () -> work.apply(member, device)));
  }

  static <T> Outcome<T> ended() {
    return Outcome.refused(
        ProblemType.INVALID_GRANT, "The sign-in has ended; sign in again with a code.");
  }
}
