package dev.teambroker.bench;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app that has scanned one second factor. */
final class Authenticator {
  private static final long STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecretKeySpec seed;

  private Authenticator(SecretKeySpec seed) {
    this.seed = seed;
  }

  /** By the {@code otpauth:} address of the QR code. */
  static Authenticator of(String otpauth) {
    String base32 = otpauth.replaceFirst(".*[?&]secret=([A-Z2-7]+).*", "$1");
    return new Authenticator(new SecretKeySpec(decoded(base32), "HmacSHA1"));
  }

  /**
   * A {@code BROKER_CODE_COMMAND}: prints a code that it has not printed before, of the step that
   * has passed or of this one. Argument: the file with the address.
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Path last = file.resolveSibling("last-step");
    long now = Instant.now().getEpochSecond() / STEP_SECONDS;
    long printed = Files.exists(last) ? Long.parseLong(Files.readString(last)) : 0;
    long step = Math.min(now, Math.max(printed + 1, now - 1));
    Files.writeString(last, Long.toString(step));
    System.out.println(of(Files.readString(file).strip()).code(step - now));
  }

  /** The code of that step, counted from now. */
  String code(long steps) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(seed, Instant.now().plusSeconds(steps * STEP_SECONDS));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = held << 5 | BASE32.indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
