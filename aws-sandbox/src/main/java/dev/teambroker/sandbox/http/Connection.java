package dev.teambroker.sandbox.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves the requests of one connection, one after the other. */
final class Connection {
  private static final int IDLE_MILLIS = (int) Duration.ofMinutes(2).toMillis();

  private final Socket socket;
  private final HttpHandler handler;

  Connection(Socket socket, HttpHandler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  void serve() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(IDLE_MILLIS);
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    RequestReader requests = new RequestReader(in, out, socket.getInetAddress().getHostAddress());
    try {
      HttpRequest request = requests.next();
      while (request != null && deliver(request, out) && staysOpen(request)) {
        request = requests.next();
      }
    } catch (BadRequest bad) {
      write(HttpAnswer.text(bad.status(), "text/plain", bad.getMessage() + "\n"), out, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the connection can go on. */
  private boolean deliver(HttpRequest request, OutputStream out)
      throws IOException, InterruptedException {
    return switch (handler.answer(request)) {
      case HttpAnswer.Full full -> write(full, out, null);
      case HttpAnswer.CutShort cut -> write(cut.answer(), out, cut.answer().body().length() / 2);
      case HttpAnswer.Reset() -> reset();
      case HttpAnswer.Silence(Duration length) -> {
        Thread.sleep(length);
        yield false;
      }
    };
  }

  private static boolean staysOpen(HttpRequest request) {
    return request.header("connection").stream().noneMatch("close"::equalsIgnoreCase);
  }

  private static boolean write(HttpAnswer.Full answer, OutputStream out, @Nullable Integer cutAt)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" -\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body, 0, cutAt == null ? body.length : cutAt);
    out.flush();
    return cutAt == null;
  }

  /** With a linger time of zero, closing sends RST in place of FIN. */
  private boolean reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }
}
