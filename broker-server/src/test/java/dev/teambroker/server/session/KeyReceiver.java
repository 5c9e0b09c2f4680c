package dev.teambroker.server.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.server.audit.stream.TlsReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where keys are pushed to, over TLS, under a name that only a test's name service knows: a hook, a
 * Vault with one mount of KV version 2, and a Kubernetes API with Secrets. The latter two refuse
 * what the real ones refuse.
 */
final class KeyReceiver implements AutoCloseable {
  static final String HOST = "consumer.invalid";
  static final String TOKEN = "s.a-token-to-write-with";

  private final HttpsServer server;
  private final Path certificate;
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  private final Deque<Integer> planned = new ArrayDeque<>();

  /** A request that was taken. */
  record Arrived(String path, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  KeyReceiver(Path folder) throws Exception {
    TlsReceiver tls = TlsReceiver.in(folder, HOST);
    certificate = tls.certificate();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("https://" + host());
  }

  String host() {
    return HOST + ":" + server.getAddress().getPort();
  }

  Path certificate() {
    return certificate;
  }

  /** What was taken, in its order. */
  List<Arrived> arrived() {
    return arrived;
  }

  /** The next requests are answered so. */
  synchronized void answers(Integer... statuses) {
    planned.addAll(List.of(statuses));
  }

  synchronized void isItself() {
    planned.clear();
    arrived.clear();
  }

  private synchronized int status(Arrived request, HttpExchange exchange) {
    Integer next = planned.poll();
    if (next != null) {
      return next;
    }
    String path = request.path();
    if (path.startsWith("/v1/")) {
      return vault(request, exchange.getRequestMethod());
    }
    if (path.startsWith("/api/")) {
      return kubernetes(request, exchange.getRequestMethod());
    }
    return exchange.getRequestMethod().equals("POST") && path.equals("/hook") ? 204 : 404;
  }

  private static int vault(Arrived request, String method) {
    if (!request.header("X-vault-token").equals(TOKEN)) {
      return 403;
    }
    if (!method.equals("POST") || !request.header("Content-type").equals("application/json")) {
      return 405;
    }
    JsonNode data = request.json().path("data");
    return request.path().startsWith("/v1/secret/data/") && data.isObject() && !data.isEmpty()
        ? 200
        : 400;
  }

  private static int kubernetes(Arrived request, String method) {
    if (!request.header("Authorization").equals("Bearer " + TOKEN)) {
      return 401;
    }
    if (!method.equals("PATCH")
        || !request.header("Content-type").equals("application/apply-patch+yaml")) {
      return 415;
    }
    JsonNode secret = request.json();
    String named =
        "/api/v1/namespaces/%s/secrets/%s?fieldManager=team-credential-broker&force=true"
            .formatted(
                secret.path("metadata").path("namespace").asString(""),
                secret.path("metadata").path("name").asString(""));
    return secret.path("apiVersion").asString("").equals("v1")
            && secret.path("kind").asString("").equals("Secret")
            && request.path().equals(named)
        ? 200
        : 400;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Arrived request =
          new Arrived(
              exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
      int status = status(request, exchange);
      if (status / 100 == 2) {
        arrived.add(request);
      }
      exchange.getResponseHeaders().set("Location", address() + "/hook");
      byte[] words =
          status == 204 ? new byte[0] : "WORDS OF THE RECEIVER".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, words.length == 0 ? -1 : words.length);
      exchange.getResponseBody().write(words);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
