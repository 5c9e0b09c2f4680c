package dev.teambroker.server.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stands before a server, and passes on, keeps silent or resets, also on open connections. */
final class TcpProxy implements AutoCloseable {
  private static final long LATENCY_NANOS = 1_500_000_000L;

  /** What it does with each piece that arrives. */
  enum Mode {
    PASSES,
    /** Half-open: the connection stays, nothing comes. */
    KEEPS_SILENT,
    RESETS,
    IS_SLOW
  }

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASSES;

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  static TcpProxy before(int target) {
    try {
      TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, loopback()), target);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  int port() {
    return listening.getLocalPort();
  }

  void set(Mode next) {
    mode = next;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(loopback(), target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] piece = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        while (mode == Mode.KEEPS_SILENT && !listening.isClosed()) {
          LockSupport.parkNanos(5_000_000);
        }
        if (mode == Mode.IS_SLOW) {
          LockSupport.parkNanos(LATENCY_NANOS);
        }
        if (mode == Mode.RESETS) {
          from.setSoLinger(true, 0);
          to.setSoLinger(true, 0);
          return;
        }
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      // Either side has gone.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
