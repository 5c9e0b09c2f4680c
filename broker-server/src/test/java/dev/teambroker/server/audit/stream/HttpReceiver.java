package dev.teambroker.server.audit.stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A log collector that takes JSON lines. */
final class HttpReceiver implements AutoCloseable {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> authorisations = new CopyOnWriteArrayList<>();
  volatile int answers = 204;
  private final HttpsServer server;

  private HttpReceiver(HttpsServer server) {
    this.server = server;
  }

  static HttpReceiver start(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    HttpReceiver receiver = new HttpReceiver(server);
    server.createContext("/logs", receiver::take);
    server.start();
    return receiver;
  }

  private void take(HttpExchange exchange) throws IOException {
    authorisations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    body.lines().forEach(lines::add);
    exchange.sendResponseHeaders(answers, -1);
    exchange.close();
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/logs");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
