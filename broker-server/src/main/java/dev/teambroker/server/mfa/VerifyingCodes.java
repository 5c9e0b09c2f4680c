package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.secretstore.SecretStore;
import java.time.InstantSource;
import java.util.OptionalLong;
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
  private final SecretStore secrets;
  private final GuardingAttempts guard;
  private final InstantSource clock;

  VerifyingCodes(
      Factors factors, SecretStore secrets, GuardingAttempts guard, InstantSource clock) {
    this.factors = factors;
    this.secrets = secrets;
    this.guard = guard;
    this.clock = clock;
  }

  /** For a device that has proved its key. */
  public CodeCheck verify(Member member, Device device, Secret typed) {
    TotpCode code = TotpCode.read(typed).orElse(null);
    if (code == null) {
      return new CodeCheck.Malformed();
    }
    Factor factor = factors.activeOf(member.memberId()).orElse(null);
    return factor == null
        ? new CodeCheck.NoFactor()
        : guard.attempt(member, device, () -> compare(factor, code));
  }

  private CodeCheck compare(Factor factor, TotpCode code) {
    try (Secret seed = secrets.unseal(factor.seed(), factor.binding())) {
      return accept(factor, totp.step(seed, code, clock.instant()));
    }
  }

  /** For a factor that is being enrolled: two codes, one after the other. */
  CodeCheck verifyFirst(Member member, Device device, Factor factor, Secret first, Secret second) {
    TotpCode one = TotpCode.read(first).orElse(null);
    TotpCode two = TotpCode.read(second).orElse(null);
    return one == null || two == null
        ? new CodeCheck.Malformed()
        : guard.attempt(member, device, () -> compare(factor, one, two));
  }

  private CodeCheck compare(Factor factor, TotpCode one, TotpCode two) {
    try (Secret seed = secrets.unseal(factor.seed(), factor.binding())) {
      return accept(factor, totp.lastOfTwo(seed, one, two, clock.instant()));
    }
  }

  private CodeCheck accept(Factor factor, OptionalLong step) {
    if (step.isEmpty()) {
      return new CodeCheck.Wrong();
    }
    return factors.accept(factor, step.getAsLong())
        ? new CodeCheck.Accepted()
        : new CodeCheck.Replayed();
  }
}
