package dev.teambroker.server.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata services of an EC2 instance (version 2 alone) and of a container, on loopback, as
 * strict as the real ones about their tokens.
 */
final class FakeMetadata implements AutoCloseable {
  static final String CONTAINER_TOKEN = "container token";
  private static final String SESSION = "an IMDSv2 session";

  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile Instant expiration = Instant.parse("2026-01-01T13:00:00Z");
  private volatile boolean broken;

  FakeMetadata() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Methods and paths, in their order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void givesUntil(Instant end) {
    expiration = end;
  }

  void breaks() {
    broken = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    if (broken) {
      send(exchange, 500, "oops");
    } else if (path.equals("/latest/api/token")) {
      boolean asks =
          exchange.getRequestMethod().equals("PUT")
              && header(exchange, "X-aws-ec2-metadata-token-ttl-seconds") != null;
      send(exchange, asks ? 200 : 400, SESSION);
    } else if (path.startsWith("/latest/")) {
      boolean shown = SESSION.equals(header(exchange, "X-aws-ec2-metadata-token"));
      send(exchange, shown ? 200 : 401, path.endsWith("/") ? "the-role\n" : credentials());
    } else {
      boolean shown = CONTAINER_TOKEN.equals(header(exchange, "Authorization"));
      send(exchange, shown ? 200 : 403, credentials());
    }
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private String credentials() {
    return """
        {"Code": "Success", "Nested": {"Token": "not this"}, "AccessKeyId": "ASIAOWN",
         "SecretAccessKey": "s3cr3t\\/", "Token": "t0ken", "Expiration": "%s"}"""
        .formatted(expiration);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
