package dev.teambroker.sandbox.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Policies as IAM returns them: escaped by RFC 3986. */
final class Escaped {
  private Escaped() {}

  static String of(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
