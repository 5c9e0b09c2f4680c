package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.WipedOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request of HTTP/1.1 as bytes: a token in it goes through no String. */
final class HttpsRequest implements AutoCloseable {
  private static final int HTTPS = 443;

  private final URI to;
  private final WipedOutput out = new WipedOutput();

  /**
   * @param to without a user, which names a host
   */
  HttpsRequest(String method, URI to) throws IOException {
    this.to = to;
    String query = to.getRawQuery();
    String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    line(method + " " + path + (query == null ? "" : "?" + query) + " HTTP/1.1");
    header("Host", to.getHost() + (port() == HTTPS ? "" : ":" + port()));
    header("User-Agent", "team-credential-broker");
    header("Connection", "close");
  }

  /** A name, or an address without brackets. */
  String host() {
    return to.getHost().replaceAll("[\\[\\]]", "");
  }

  int port() {
    return to.getPort() < 0 ? HTTPS : to.getPort();
  }

  HttpsRequest header(String name, String value) throws IOException {
    line(name + ": " + value);
    return this;
  }

  /** A header that ends in a token. */
  HttpsRequest header(String name, String before, Secret token) throws IOException {
    text((name + ": " + before).getBytes(StandardCharsets.US_ASCII));
    token.reveal(
        bytes -> {
          text(bytes);
          return bytes.length;
        });
    end();
    return this;
  }

  /** The whole, with this body; the caller overwrites it after use. */
  byte[] with(byte[] body) throws IOException {
    header("Content-Length", Integer.toString(body.length));
    end();
    byte[] head = out.toByteArray();
    try {
      byte[] whole = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      return whole;
    } finally {
      Arrays.fill(head, (byte) 0);
    }
  }

  private void line(String text) throws IOException {
    text(text.getBytes(StandardCharsets.US_ASCII));
    end();
  }

  /** A line end in it would begin a header of somebody else's. */
  private void text(byte[] ascii) throws IOException {
    for (byte each : ascii) {
      if (each < ' ' || each == 0x7f) {
        throw new IOException("a token or an address holds what no header may");
      }
    }
    out.writeBytes(ascii);
  }

  private void end() {
    out.write('\r');
    out.write('\n');
  }

  @Override
  public void close() {
    out.reset();
  }
}
