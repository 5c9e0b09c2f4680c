package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The Key URI that authenticator apps read from a QR code. */
final class OtpauthUri {
  private OtpauthUri() {}

  static Secret of(String issuer, String account, Secret seed) {
    ByteArrayOutputStream uri = new ByteArrayOutputStream(256);
    write(uri, "otpauth://totp/" + escaped(issuer) + ":" + escaped(account) + "?secret=");
    seed.reveal(
        bytes -> {
          uri.writeBytes(Base32.encode(bytes));
          return bytes.length;
        });
    write(uri, "&issuer=" + escaped(issuer) + "&algorithm=SHA1&digits=6&period=30");
    return Secret.takeFrom(uri.toByteArray());
  }

  private static void write(ByteArrayOutputStream uri, String text) {
    uri.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
