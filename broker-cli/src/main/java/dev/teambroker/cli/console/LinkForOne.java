package dev.teambroker.cli.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends the first who asks for an address nobody can guess on to the sign-in link. Everybody on the
 * machine can read a browser's arguments, and this address is worth nothing once it was used.
 */
final class LinkForOne implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BYTES_OF_PATH = 16;

  private final HttpServer server;
  private final Secret link;
  private final String path;
  private final AtomicBoolean used = new AtomicBoolean();
  private final CountDownLatch followed = new CountDownLatch(1);

  private LinkForOne(HttpServer server, Secret link, String path) {
    this.server = server;
    this.link = link;
    this.path = path;
  }

  static LinkForOne to(Secret link) throws IOException {
    byte[] random = new byte[BYTES_OF_PATH];
    new SecureRandom().nextBytes(random);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
    LinkForOne made = new LinkForOne(server, link, "/" + HexFormat.of().formatHex(random));
    server.createContext("/", made::answer);
    server.start();
    return made;
  }

  String address() {
    return "http://" + host() + path;
  }

  /** Whether somebody followed it in that time. */
  boolean isFollowedWithin(Duration patience) throws InterruptedException {
    return followed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean asked =
        host().equals(exchange.getRequestHeaders().getFirst("Host"))
            && exchange.getRequestURI().toString().equals(path)
            && exchange.getRequestMethod().equals("GET");
    boolean first = asked && used.compareAndSet(false, true);
    try (exchange) {
      if (first) {
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.getResponseHeaders().add("Referrer-Policy", "no-referrer");
        exchange
            .getResponseHeaders()
            .add("Location", link.reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
      }
      exchange.sendResponseHeaders(first ? 302 : 404, -1);
    } finally {
      if (first) {
        followed.countDown();
      }
    }
  }

  @Override
  public void close() {
    server.stop(1);
  }
}
