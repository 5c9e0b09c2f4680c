package dev.teambroker.server.aws;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/**
 * moto, which keeps object lock as S3 does, and encryption contexts as KMS does. Tests that need it
 * skip loudly where it isn't.
 */
public final class MotoServer implements AutoCloseable {
  private final int port = freePort();
  private final Process process;

  public MotoServer() {
    this.process = start(port);
    await().atMost(Duration.ofSeconds(60)).until(this::listens);
  }

  private static Process start(int port) {
    try {
      return new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
        throw new UncheckedIOException("moto_server is missing: pip install 'moto[server]'", e);
      }
      System.err.println("SKIPPED: moto_server is missing: pip install 'moto[server]'");
      return Assumptions.abort("moto_server is missing: pip install 'moto[server]'");
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
