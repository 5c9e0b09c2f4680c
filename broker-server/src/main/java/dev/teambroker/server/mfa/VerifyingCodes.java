package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.secretstore.SecretStore;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a code of a member's factor. A code is accepted once, on whichever replica it arrives; a
 * member's devices share the factor, so a code that one device used is used up for the others.
 * Thread-safe.
 */
@Component
public class VerifyingCodes {
  private final Totp totp = new Totp();
  private final Factors factors;
  private final Attempts attempts;
  private final SecretStore secrets;
  private final GuardingAttempts guard;
  private final InstantSource clock;

  VerifyingCodes(
      Factors factors,
      Attempts attempts,
      SecretStore secrets,
      GuardingAttempts guard,
      InstantSource clock) {
    this.factors = factors;
    this.attempts = attempts;
    this.secrets = secrets;
    this.guard = guard;
    this.clock = clock;
  }

  /** With the factor that the member has. */
  public Claimant claimant(Member member, Device device) {
    return new Claimant(member, device, factors.activeOf(member.memberId()));
  }

  /** For a device that has proved its key. The code is taken, whatever it is for then. */
  public CodeCheck verify(Member member, Device device, Secret typed) {
    return verify(claimant(member, device), typed, null, this::take);
  }

  /**
   * The same, for something that is done in the commit that takes the code.
   *
   * @param proof is used up once the attempt is counted; what isn't counted leaves it
   */
  public CodeCheck verify(
      Claimant claimant, Secret typed, @Nullable ProofUse proof, TakingCode taking) {
    TotpCode code = TotpCode.read(typed).orElse(null);
    if (code == null) {
      return new CodeCheck.Malformed();
    }
    Factor factor = claimant.factor().orElse(null);
    if (factor == null) {
      return new CodeCheck.NoFactor();
    }
    Attempt attempt =
        new Attempt(claimant.member(), claimant.device(), factor.id(), proof, clock.instant());
    return guard.attempt(
        attempt,
        counted -> accept(attempt, factor, step(factor, code), counted.lastStep(), taking));
  }

  private OptionalLong step(Factor factor, TotpCode code) {
    try (Secret seed = secrets.unseal(factor.seed(), factor.binding())) {
      return totp.step(seed, code, clock.instant());
    }
  }

  /** For a factor that is being enrolled: two codes, one after the other. */
  CodeCheck verifyFirst(Member member, Device device, Factor factor, Secret first, Secret second) {
    TotpCode one = TotpCode.read(first).orElse(null);
    TotpCode two = TotpCode.read(second).orElse(null);
    if (one == null || two == null) {
      return new CodeCheck.Malformed();
    }
    Attempt attempt = new Attempt(member, device, factor.id(), null, clock.instant());
    return guard.attempt(
        attempt,
        counted ->
            accept(attempt, factor, lastOf(factor, one, two), counted.lastStep(), this::take));
  }

  private OptionalLong lastOf(Factor factor, TotpCode one, TotpCode two) {
    try (Secret seed = secrets.unseal(factor.seed(), factor.binding())) {
      return totp.lastOfTwo(seed, one, two, clock.instant());
    }
  }

  /** What is known to be used isn't tried; who takes the others finds out what they are. */
  private static CodeCheck accept(
      Attempt attempt, Factor factor, OptionalLong step, long lastStep, TakingCode taking) {
    if (step.isEmpty()) {
      return new CodeCheck.Wrong();
    }
    return step.getAsLong() <= lastStep
        ? new CodeCheck.Replayed()
        : taking.take(
            new RightCode(
                attempt.member().id(), attempt.device().id(), factor.id(), step.getAsLong()));
  }

  private CodeCheck take(RightCode code) {
    return attempts.take(code) ? new CodeCheck.Accepted() : new CodeCheck.Replayed();
  }
}
