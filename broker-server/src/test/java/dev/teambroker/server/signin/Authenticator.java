package dev.teambroker.server.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URI;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** The app on a member's phone. */
public final class Authenticator {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Duration STEP = Duration.ofSeconds(30);

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(STEP);
  private final String base32Seed;
  private final SecretKeySpec seed;
  private final SettableClock clock;

  /** Reads the QR code's text. */
  public Authenticator(String otpauthUri, SettableClock clock) {
    String query = URI.create(otpauthUri).getRawQuery();
    this.base32Seed = query.replaceFirst(".*secret=([A-Z2-7]+).*", "$1");
    this.seed = new SecretKeySpec(decoded(base32Seed), generator.getAlgorithm());
    this.clock = clock;
  }

  public String base32Seed() {
    return base32Seed;
  }

  /** The seed's bytes. */
  public byte[] seed() {
    return seed.getEncoded();
  }

  /** Now. */
  public String code() {
    return codeAt(clock.instant());
  }

  /** One step back. */
  public String codeBefore() {
    return codeAt(clock.instant().minus(STEP));
  }

  public String codeAt(Instant instant) {
    try {
      return generator.generateOneTimePasswordString(seed, instant, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A code that is none of now. */
  public String wrongCode() {
    int wrong = Integer.parseInt(code());
    do {
      wrong = (wrong + 1) % 1_000_000;
    } while (isAbout(wrong));
    return "%06d".formatted(wrong);
  }

  private boolean isAbout(int code) {
    for (int steps = -2; steps <= 2; steps++) {
      if (Integer.parseInt(codeAt(clock.instant().plus(STEP.multipliedBy(steps)))) == code) {
        return true;
      }
    }
    return false;
  }

  static byte[] decoded(String base32) {
    byte[] bytes = new byte[base32.length() * 5 / 8];
    int buffer = 0;
    int held = 0;
    int at = 0;
    for (int index = 0; index < base32.length(); index++) {
      buffer = buffer << 5 | ALPHABET.indexOf(base32.charAt(index));
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (buffer >> held);
      }
    }
    return bytes;
  }
}
