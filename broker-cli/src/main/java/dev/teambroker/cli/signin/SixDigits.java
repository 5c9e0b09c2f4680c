package dev.teambroker.cli.signin;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a code as people type it: with spaces, with full-width digits. */
final class SixDigits {
  private static final int LENGTH = 6;

  private SixDigits() {}

  /** The code in ASCII digits, or empty where it isn't one. */
  static Optional<Secret> of(Secret typed) {
    return typed.reveal(bytes -> normalised(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<Secret> normalised(String text) {
    char[] digits = new char[LENGTH];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        continue;
      }
      int digit = Character.digit(c, 10);
      if (digit < 0 || size == LENGTH) {
        return Optional.empty();
      }
      digits[size++] = (char) ('0' + digit);
    }
    return size == LENGTH ? Optional.of(Secret.takeFrom(digits)) : Optional.empty();
  }
}
