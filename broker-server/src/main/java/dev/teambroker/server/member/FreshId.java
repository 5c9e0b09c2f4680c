package dev.teambroker.server.member;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Random ids of 128 bits: a letter that tells what it is of, and 32 hex digits. */
public final class FreshId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern SHAPE = Pattern.compile("[a-z]-[0-9a-f]{32}");

  private FreshId() {}

  /** A new id that begins with the given letter. */
  public static String of(String letter) {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return letter + "-" + HexFormat.of().formatHex(bits);
  }

  /** Whether a text could be an id at all; what arrives from outside is asked this first. */
  public static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  static void check(String text) {
    if (!isOne(text)) {
      throw new IllegalArgumentException("an id is a letter, a hyphen and 32 hex digits");
    }
  }
}
