package dev.teambroker.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came over the wire; header names in lower case. */
public final class HttpRequest {
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final String source;

  HttpRequest(
      String method, String target, Map<String, List<String>> headers, byte[] body, String source) {
    int question = target.indexOf('?');
    this.method = method;
    this.path = question < 0 ? target : target.substring(0, question);
    this.query = question < 0 ? "" : target.substring(question + 1);
    this.headers = headers;
    this.body = body;
    this.source = source;
  }

  public String method() {
    return method;
  }

  /** The path as sent, still escaped. */
  public String path() {
    return path;
  }

  /** What follows the question mark, still escaped; empty without one. */
  public String query() {
    return query;
  }

  public Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  public byte[] body() {
    return body.clone();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The address of whoever sent it. */
  public String source() {
    return source;
  }
}
