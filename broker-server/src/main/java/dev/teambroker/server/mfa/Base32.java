package dev.teambroker.server.mfa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** RFC 4648 base32 without padding, from bytes to bytes: no text of a secret is made. */
final class Base32 {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);
  private static final int BITS = 5;

  private Base32() {}

  static byte[] encode(byte[] bytes) {
    byte[] text = new byte[(bytes.length * Byte.SIZE + BITS - 1) / BITS];
    int buffer = 0;
    int held = 0;
    int at = 0;
    for (byte next : bytes) {
      buffer = (buffer << Byte.SIZE) | (next & 0xFF);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text[at++] = ALPHABET[(buffer >> held) & 0x1F];
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      text[at++] = ALPHABET[(buffer << (BITS - held)) & 0x1F];
    }
    return Arrays.copyOf(text, at);
  }
}
