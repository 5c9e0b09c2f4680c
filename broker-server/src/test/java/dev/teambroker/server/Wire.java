package dev.teambroker.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A client that speaks HTTP byte by byte. */
final class Wire implements AutoCloseable {
  private final SSLSocket socket;

  private Wire(SSLSocket socket) {
    this.socket = socket;
  }

  static Wire to(RunningBroker broker) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            PinnedClient.context(broker.pin())
                .getSocketFactory()
                .createSocket("localhost", broker.port());
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return new Wire(socket);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** One byte, again and again, until the broker answers or hangs up; what it said. */
  String dribble(Duration pause) throws IOException {
    Optional<String> heard = Optional.empty();
    while (heard.isEmpty()) {
      try {
        send("a");
      } catch (IOException e) {
        return rest();
      }
      heard = heard(pause);
    }
    return heard.get();
  }

  /** What comes within that time; empty if nothing does. */
  String answer(Duration within) throws IOException {
    return heard(within).orElse("");
  }

  /** The same, but for nothing at all where the connection ended. */
  private Optional<String> heard(Duration within) throws IOException {
    byte[] buffer = new byte[16_384];
    socket.setSoTimeout((int) within.toMillis());
    try {
      int length = socket.getInputStream().read(buffer);
      return Optional.of(new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (SocketException e) {
      return Optional.of("");
    }
  }

  /** All that comes until the broker closes the connection. */
  String all(Duration within) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String part = answer(within); !part.isEmpty(); part = answer(within)) {
      text.append(part);
    }
    return text.toString();
  }

  /** Waits until the broker closes the connection, or that time is over. */
  boolean isClosed(Duration within) throws IOException {
    socket.setSoTimeout((int) within.toMillis());
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void hangUp() throws IOException {
    socket.close();
  }

  private String rest() {
    try (InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
