package dev.teambroker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Lets a tool that knows nothing of DPoP talk to a broker as a member: signs each request with the
 * device's key, and counts the answers. One request at a time.
 */
final class SigningProxy implements AutoCloseable {
  private static final Pattern BY_KEY =
      Pattern.compile("/v1/(token|enrolments|enrolments/[^/]*/codes|second-factor/recovery)");
  private static final Set<String> OWN =
      Set.of("host", "content-length", "transfer-encoding", "connection", "dpop", "authorization");
  private static final Set<String> PASSED_BACK =
      Set.of("content-type", "retry-after", "allow", "www-authenticate", "x-request-id");
  private static final long TOKEN_NANOS = 120_000_000_000L;

  private final Member member;
  private final HttpServer server;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private long refreshedAt = System.nanoTime();

  SigningProxy(Member member) throws IOException {
    this.member = member;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    server.createContext("/", this::pass);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often which status was answered. */
  synchronized Map<Integer, Integer> statuses() {
    return new TreeMap<>(statuses);
  }

  /** Answers that no request may get: of which kind, how often. */
  synchronized Map<String, Integer> wrong() {
    return new TreeMap<>(wrong);
  }

  private synchronized void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (System.nanoTime() - refreshedAt > TOKEN_NANOS) {
        member.refresh();
        refreshedAt = System.nanoTime();
      }
      answer(exchange, passed(exchange, exchange.getRequestBody().readAllBytes()));
    }
  }

  private Wire.Reply passed(HttpExchange exchange, byte[] body) throws IOException {
    String method = exchange.getRequestMethod();
    String target = exchange.getRequestURI().toString();
    boolean byKey =
        method.equals("POST") && BY_KEY.matcher(exchange.getRequestURI().getRawPath()).matches();
    StringBuilder headers = new StringBuilder();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(
                    value -> headers.append(name).append(": ").append(value).append("\r\n"));
              }
            });
    Wire.Reply reply;
    try {
      reply = member.signs(method, target, headers.toString(), body, !byKey);
    } catch (IOException closedMeanwhile) {
      member.reconnect();
      reply = member.signs(method, target, headers.toString(), body, !byKey);
    }
    if (reply.status() == 401 && reply.body().contains("use-dpop-nonce")) {
      reply = member.signs(method, target, headers.toString(), body, !byKey);
    }
    judge(method + " " + target, reply);
    return reply;
  }

  private void judge(String request, Wire.Reply reply) {
    statuses.merge(reply.status(), 1, Integer::sum);
    String type = reply.headers().getOrDefault("content-type", "");
    if (reply.status() == 500 || reply.status() > 503) {
      say("a status of " + reply.status(), request, reply);
    }
    if (reply.status() >= 400
        && !type.startsWith("application/problem+json")
        && !request.startsWith("HEAD ")) {
      say("no problem", request, reply);
    }
    if (reply.body().contains("dev.teambroker") || reply.body().contains("\tat ")) {
      say("the inside is shown", request, reply);
    }
  }

  private void say(String what, String request, Wire.Reply reply) {
    if (wrong.merge(what, 1, Integer::sum) <= 3) {
      System.err.println("fuzz: " + what + ": " + request + "\n" + reply.status() + reply.body());
    }
  }

  private static void answer(HttpExchange exchange, Wire.Reply reply) throws IOException {
    reply
        .headers()
        .forEach(
            (name, value) -> {
              if (PASSED_BACK.contains(name)) {
                exchange.getResponseHeaders().set(name, value);
              }
            });
    byte[] body = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
