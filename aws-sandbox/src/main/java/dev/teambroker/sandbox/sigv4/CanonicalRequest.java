package dev.teambroker.sandbox.sigv4;

import dev.teambroker.sandbox.http.HttpRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A request in the canonical form of Signature Version 4, over which the signature is made. */
final class CanonicalRequest {
  private CanonicalRequest() {}

  static String of(HttpRequest request, List<String> signedHeaders) {
    return String.join(
        "\n",
        request.method(),
        path(request.path()),
        query(request.query()),
        headers(request, signedHeaders),
        String.join(";", signedHeaders),
        Hashes.sha256Hex(request.body()));
  }

  /** Each segment is escaped once more: every service but S3 has it so. */
  private static String path(String sent) {
    return Arrays.stream(sent.split("/", -1))
        .map(CanonicalRequest::escaped)
        .collect(Collectors.joining("/"));
  }

  private static String query(String sent) {
    if (sent.isEmpty()) {
      return "";
    }
    return Arrays.stream(sent.split("&", -1))
        .map(CanonicalRequest::pair)
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String pair(String pair) {
    String[] parts = pair.split("=", 2);
    return reescaped(parts[0]) + "=" + (parts.length == 2 ? reescaped(parts[1]) : "");
  }

  private static String reescaped(String part) {
    return escaped(URLDecoder.decode(part, StandardCharsets.UTF_8));
  }

  /** RFC 3986: all but letters, digits and {@code -._~}. */
  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String headers(HttpRequest request, List<String> signedHeaders) {
    return signedHeaders.stream()
        .map(name -> name + ":" + values(request.headers(name)) + "\n")
        .collect(Collectors.joining());
  }

  private static String values(List<String> values) {
    return values.stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }
}
