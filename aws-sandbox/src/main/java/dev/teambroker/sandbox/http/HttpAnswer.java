package dev.teambroker.sandbox.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the client gets to see: an answer, or the ways in which there is none. */
public sealed interface HttpAnswer {

  /** A whole answer. Content-Length is added when it is written. */
  record Full(int status, Map<String, String> headers, String body) implements HttpAnswer {
    public Full {
      headers = Map.copyOf(headers);
    }

    public Full with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Full(status, more, body);
    }

    public Full withBody(String other) {
      return new Full(status, headers, other);
    }
  }

  /** Promises the whole answer, sends the first half, and closes the connection. */
  record CutShort(Full answer) implements HttpAnswer {}

  /** Closes the connection with a TCP reset. */
  record Reset() implements HttpAnswer {}

  /** Says nothing for so long, then closes the connection. */
  record Silence(Duration length) implements HttpAnswer {}

  static Full text(int status, String contentType, String body) {
    return new Full(status, Map.of("Content-Type", contentType), body);
  }
}
