package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The seed of an AWS virtual MFA device, which makes its codes: TOTP (RFC 6238) with SHA-1, six
 * digits and steps of 30 seconds.
 */
public final class MfaSeed implements AutoCloseable {
  /** How long a code stands. */
  public static final int STEP_SECONDS = 30;

  private final Secret bytes;

  private MfaSeed(Secret bytes) {
    this.bytes = bytes;
  }

  /** From the bytes themselves, as they are kept sealed; closing it closes them. */
  public static MfaSeed ofBytes(Secret bytes) {
    return new MfaSeed(bytes);
  }

  /**
   * From Base32 (RFC 4648) as AWS shows it; case, spaces, hyphens and padding don't matter. Empty
   * where it is no Base32 of 10 to 128 bytes.
   */
  public static Optional<MfaSeed> ofBase32(Secret text) {
    byte[] decoded = text.reveal(MfaSeed::decoded);
    if (decoded.length < 10 || decoded.length > 128) {
      Arrays.fill(decoded, (byte) 0);
      return Optional.empty();
    }
    return Optional.of(new MfaSeed(Secret.takeFrom(decoded)));
  }

  public Secret bytes() {
    return bytes;
  }

  /** The step that the instant lies in. */
  public static long stepAt(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), (long) STEP_SECONDS);
  }

  /** The device's code for that step. */
  public MfaCode code(String serialNumber, long step) {
    byte[] hash =
        bytes.reveal(
            seed -> Hmac.ofSha1(seed, ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
    int offset = hash[hash.length - 1] & 0xf;
    int number = (ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff) % 1_000_000;
    byte[] digits = new byte[6];
    for (int i = 5; i >= 0; i--) {
      digits[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    return new MfaCode(serialNumber, Secret.takeFrom(digits));
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** Empty where the text is no Base32. */
  private static byte[] decoded(byte[] text) {
    byte[] out = new byte[text.length * 5 / 8];
    int length = 0;
    int held = 0;
    int bits = 0;
    for (byte each : text) {
      if (each == ' ' || each == '-' || each == '=') {
        continue;
      }
      int value = value(each);
      if (value < 0) {
        Arrays.fill(out, (byte) 0);
        return new byte[0];
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out[length++] = (byte) (held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    byte[] exact = Arrays.copyOf(out, length);
    Arrays.fill(out, (byte) 0);
    return exact;
  }

  private static int value(byte each) {
    if (each >= 'A' && each <= 'Z') {
      return each - 'A';
    }
    if (each >= 'a' && each <= 'z') {
      return each - 'a';
    }
    return each >= '2' && each <= '7' ? each - '2' + 26 : -1;
  }
}
