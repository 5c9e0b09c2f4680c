package dev.teambroker.demo;

import java.util.Locale;

/** RFC 4648 base 32, as otpauth addresses write a seed: without padding. */
final class Base32 {
  private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static byte[] decoded(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int bits = 0;
    int count = 0;
    int at = 0;
    for (char digit : text.toUpperCase(Locale.ROOT).toCharArray()) {
      bits = bits << 5 | DIGITS.indexOf(digit);
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
