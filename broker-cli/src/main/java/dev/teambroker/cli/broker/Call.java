package dev.teambroker.cli.broker;

import dev.teambroker.protocol.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request to the broker: method, path below its URL, and a body that may hold secrets. */
public final class Call {
  private final String method;
  private final String path;
  private final String contentType;
  private final @Nullable Secret body;

  private Call(String method, String path, String contentType, @Nullable Secret body) {
    this.method = method;
    this.path = path;
    this.contentType = contentType;
    this.body = body;
  }

  /** A request without a body; each {@code {}} of the path is replaced by a segment, escaped. */
  public static Call of(String method, String path, String... segments) {
    return new Call(method, fill(path, segments), "", null);
  }

  /** The same request with a JSON body. */
  public Call with(Object json) {
    return new Call(method, path, "application/json", Secret.takeFrom(Json.write(json)));
  }

  /** The same request with a form. */
  public Call withForm(Secret form) {
    return new Call(method, path, "application/x-www-form-urlencoded", form);
  }

  private static String fill(String path, String... segments) {
    String filled = path;
    for (String segment : segments) {
      String escaped = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
      filled =
          filled.substring(0, filled.indexOf("{}"))
              + escaped
              + filled.substring(filled.indexOf("{}") + 2);
    }
    return filled;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  String contentType() {
    return contentType;
  }

  @Nullable Secret body() {
    return body;
  }
}
