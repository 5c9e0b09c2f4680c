package dev.teambroker.server.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** RFC 3986 percent-encoding of UTF-8: everything but unreserved characters, in capital hex. */
final class PercentEncoding {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private PercentEncoding() {}

  static String of(String text) {
    return encoded(text, false);
  }

  /** The same, but slashes stay. */
  static String ofPath(String text) {
    return encoded(text, true);
  }

  private static String encoded(String text, boolean keepSlash) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    for (byte each : bytes) {
      if (keepSlash && each == '/') {
        out.write(each);
      } else {
        write(each, out);
      }
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static void write(byte each, ByteArrayOutputStream out) {
    if (isUnreserved(each)) {
      out.write(each);
    } else {
      out.write('%');
      out.write(HEX[(each >> 4) & 0xf]);
      out.write(HEX[each & 0xf]);
    }
  }

  /** Whether it stands for itself. */
  static boolean isUnreserved(byte each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '-'
        || each == '_'
        || each == '.'
        || each == '~';
  }
}
