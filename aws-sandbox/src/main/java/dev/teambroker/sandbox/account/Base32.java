package dev.teambroker.sandbox.account;

import java.io.ByteArrayOutputStream;

/** RFC 4648, upper case, without padding. */
final class Base32 {
  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte next : bytes) {
      held = (held << 8) | (next & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(Ids.BASE32.charAt((held >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(Ids.BASE32.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << 5) | Ids.BASE32.indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((held >> bits) & 0xff);
      }
    }
    return bytes.toByteArray();
  }
}
