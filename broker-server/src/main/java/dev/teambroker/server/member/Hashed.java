package dev.teambroker.server.member;

import dev.teambroker.protocol.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How random codes and tokens are kept: SHA-256, hex. They have 80 random bits or more, so that no
 * salt or stretching is needed.
 */
public final class Hashed {
  /** How long a hash is. */
  static final int BYTES = 32;

  private Hashed() {}

  public static String of(Secret random) {
    return random.reveal(bytes -> HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
