package dev.teambroker.demo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The authenticator app on a member's phone: RFC 6238, SHA-1, six digits, steps of 30 seconds. */
final class Authenticator {
  private static final int STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecretKey key;
  private final InstantSource clock;
  private final Narrator narrator;
  private long lastStep;

  Authenticator(String base32Seed, InstantSource clock, Narrator narrator) {
    this.key = new SecretKeySpec(decoded(base32Seed), "HmacSHA1");
    this.clock = clock;
    this.narrator = narrator;
  }

  /** The code on the display now, whether or not it was used. */
  String shown() {
    return codeOf(step());
  }

  /** The codes of the step before and of this one: two consecutive ones without a wait. */
  String[] lastTwo() {
    lastStep = step();
    return new String[] {codeOf(lastStep - 1), codeOf(lastStep)};
  }

  /** A code that was not used before; waits for the next one where the present one was. */
  String fresh() throws InterruptedException {
    if (step() <= lastStep) {
      Instant next = Instant.ofEpochSecond((lastStep + 1) * STEP_SECONDS);
      Duration wait = Duration.between(clock.instant(), next);
      narrator.waiting("a TOTP code is accepted once, the next one is due", wait);
      Thread.sleep(wait.plusMillis(200));
    }
    lastStep = step();
    return codeOf(lastStep);
  }

  private long step() {
    return clock.instant().getEpochSecond() / STEP_SECONDS;
  }

  private String codeOf(long step) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new StepFailed("no TOTP code could be made", e);
    }
  }

  private static byte[] decoded(String base32) {
    byte[] bytes = new byte[base32.length() * 5 / 8];
    int bits = 0;
    int count = 0;
    int at = 0;
    for (char c : base32.toUpperCase(Locale.ROOT).toCharArray()) {
      int value = BASE32.indexOf(c);
      if (value < 0) {
        throw new StepFailed("not a base32 seed");
      }
      bits = bits << 5 | value;
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes[at++] = (byte) (bits >> count);
        bits &= (1 << count) - 1;
      }
    }
    return bytes;
  }
}
