package dev.teambroker.server.audit.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Reads messages with the octet-counting framing of RFC 5425. */
final class SyslogReceiver implements AutoCloseable {
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final ServerSocket server;

  private SyslogReceiver(ServerSocket server) {
    this.server = server;
  }

  static SyslogReceiver start(SSLContext tls) throws IOException {
    ServerSocket server =
        tls.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    SyslogReceiver receiver = new SyslogReceiver(server);
    Thread.startVirtualThread(receiver::run);
    return receiver;
  }

  private void run() {
    try (Socket sender = server.accept();
        InputStream in = sender.getInputStream()) {
      for (int length = length(in); length >= 0; length = length(in)) {
        messages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      messages.add("broken: " + e);
    }
  }

  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (int digit = in.read(); digit != ' '; digit = in.read()) {
      if (digit < 0) {
        return -1;
      }
      length = 10 * length + digit - '0';
    }
    return length;
  }

  String next() throws InterruptedException {
    return String.valueOf(messages.poll(10, TimeUnit.SECONDS));
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
