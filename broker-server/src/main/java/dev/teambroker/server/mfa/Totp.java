package dev.teambroker.server.mfa;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.teambroker.protocol.Secret;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** RFC 6238 with what every authenticator app does: SHA-1, 6 digits, 30 s; a step either way. */
final class Totp {
  static final int SEED_BYTES = 20;
  private static final long STEP_SECONDS = 30;
  private static final int WINDOW = 1;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP_SECONDS));

  /** The step whose code this is, if it is one of now or of the step before or after. */
  OptionalLong step(Secret seed, TotpCode code, Instant now) {
    long found = -1;
    for (long step = current(now) - WINDOW; step <= current(now) + WINDOW; step++) {
      found = code(seed, step) == code.value() ? step : found;
    }
    return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }

  /** The second one's step, if the two are of consecutive steps and the second is of about now. */
  OptionalLong lastOfTwo(Secret seed, TotpCode first, TotpCode second, Instant now) {
    OptionalLong last = step(seed, second, now);
    return last.isPresent() && code(seed, last.getAsLong() - 1) == first.value()
        ? last
        : OptionalLong.empty();
  }

  int code(Secret seed, long step) {
    return seed.reveal(
        bytes -> {
          try {
            return generator.generateOneTimePassword(
                new SecretKeySpec(bytes, generator.getAlgorithm()),
                Instant.ofEpochSecond(step * STEP_SECONDS));
          } catch (InvalidKeyException e) {
            throw new IllegalStateException("a seed of " + bytes.length + " bytes is no key", e);
          }
        });
  }

  static long current(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
  }
}
