package dev.teambroker.server.member;

import dev.teambroker.protocol.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Random texts that are handed out once: invitation codes and tokens. */
public final class RandomCode {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomCode() {}

  /** As many random bytes, base64url without padding. */
  public static Secret ofBytes(int count) {
    byte[] bits = new byte[count];
    RANDOM.nextBytes(bits);
    try {
      return Secret.takeFrom(Base64.getUrlEncoder().withoutPadding().encode(bits));
    } finally {
      Arrays.fill(bits, (byte) 0);
    }
  }
}
