package dev.teambroker.server.audit.checkpoint;

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

/** A server elsewhere that keeps what it is sent, and gives it back. */
public final class KeepingServer implements AutoCloseable {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile int fails;
  private final HttpsServer server;

  private KeepingServer(HttpsServer server) {
    this.server = server;
  }

  public static KeepingServer start(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    KeepingServer keeping = new KeepingServer(server);
    server.createContext("/kept", keeping::answer);
    server.start();
    return keeping;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(exchange.getRequestMethod() + " " + authorization);
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (fails != 0) {
      exchange.sendResponseHeaders(fails, -1);
    } else if (!exchange.getRequestMethod().equals("GET")) {
      sent.lines().forEach(lines::add);
      exchange.sendResponseHeaders(204, -1);
    } else if (lines.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, all.length);
      exchange.getResponseBody().write(all);
    }
    exchange.close();
  }

  public URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/kept");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
