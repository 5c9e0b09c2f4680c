package dev.teambroker.server.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** An HTTP server that answers as it is told, in order, and keeps what it was sent. */
final class ScriptedAws implements AutoCloseable {
  /** One answer. */
  interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** A request as it came in. */
  record Received(String path, Map<String, String> headers, Map<String, String> form) {}

  static final String CREDENTIALS =
      """
      <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s3cr3t&amp;/+=</SecretAccessKey>
      <SessionToken>t0ken&lt;</SessionToken><Expiration>2026-01-01T13:00:00Z</Expiration>
      """;

  private final HttpServer server;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());

  ScriptedAws() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  ScriptedAws then(Script script) {
    scripts.add(script);
    return this;
  }

  ScriptedAws then(int status, String body) {
    return then(exchange -> send(exchange, status, body));
  }

  ScriptedAws thenError(int status, String code, String message) {
    return then(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  ScriptedAws thenRole() {
    return then(
        200,
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <AssumedRoleUser><AssumedRoleId>AROA:alice</AssumedRoleId>
        <Arn>arn:aws:sts::123456789012:assumed-role/reader/alice</Arn></AssumedRoleUser>
        <Credentials>%s</Credentials></AssumeRoleResult></AssumeRoleResponse>"""
            .formatted(CREDENTIALS));
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    received.add(new Received(exchange.getRequestURI().getPath(), headers, form(body)));
    Script script;
    synchronized (scripts) {
      script = scripts.size() > 1 ? scripts.remove() : scripts.element();
    }
    script.answer(exchange);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(decoded(parts[0]), decoded(parts[1]));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
