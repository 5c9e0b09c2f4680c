package dev.teambroker.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens on 127.0.0.1 and nowhere else; a virtual thread a connection.
 *
 * <p>Ours, and not the JDK's, because a test wants to see what a client does when the connection is
 * reset or an answer breaks off: that takes the socket itself.
 */
public final class HttpListener implements AutoCloseable {
  private final ServerSocket server;
  private final HttpHandler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, HttpHandler handler) {
    this.server = server;
    this.handler = handler;
  }

  /** Starts to listen; port 0 takes a free one. */
  public static HttpListener start(int port, HttpHandler handler) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 512);
      HttpListener listener = new HttpListener(server, handler);
      Thread.ofPlatform().daemon().name("sandbox-" + listener.port()).start(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException("can't listen on 127.0.0.1:" + port, e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket, handler).serve();
    } catch (IOException e) {
      // The client has gone; there is nobody to tell.
    } finally {
      open.remove(socket);
    }
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
