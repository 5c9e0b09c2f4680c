package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Six digits as somebody typed them: digits of any script count (full-width ones too), spaces and
 * hyphens don't.
 */
final class TotpCode {
  static final String EXPECTED = "six digits";
  private static final int DIGITS = 6;
  private static final int LONGEST = 64;

  private final int value;

  private TotpCode(int value) {
    this.value = value;
  }

  static Optional<TotpCode> read(Secret typed) {
    return typed.length() > LONGEST ? Optional.empty() : typed.reveal(TotpCode::read);
  }

  private static Optional<TotpCode> read(byte[] utf8) {
    int value = 0;
    int digits = 0;
    for (int at = 0; at < utf8.length; ) {
      int codePoint = codePoint(utf8, at);
      at += length(utf8[at]);
      int digit = codePoint < 0 ? -1 : Character.digit(codePoint, 10);
      if (digit >= 0) {
        value = value * 10 + digit;
        digits++;
      } else if (!isFiller(codePoint)) {
        return Optional.empty();
      }
      if (digits > DIGITS) {
        return Optional.empty();
      }
    }
    return digits == DIGITS ? Optional.of(new TotpCode(value)) : Optional.empty();
  }

  /** The code point that begins there, or -1 where there is none. */
  private static int codePoint(byte[] utf8, int at) {
    int length = Math.min(length(utf8[at]), utf8.length - at);
    String one = new String(utf8, at, length, StandardCharsets.UTF_8);
    return one.codePointCount(0, one.length()) == 1 ? one.codePointAt(0) : -1;
  }

  private static int length(byte first) {
    int leading = Integer.numberOfLeadingZeros(~(first << 24));
    return leading == 0 ? 1 : Math.clamp(leading, 1, 4);
  }

  private static boolean isFiller(int codePoint) {
    return codePoint == '-'
        || codePoint == 0x2011
        || codePoint == 0xFF0D
        || (codePoint >= 0
            && (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)));
  }

  int value() {
    return value;
  }

  @Override
  public String toString() {
    return "TotpCode(…)";
  }
}
