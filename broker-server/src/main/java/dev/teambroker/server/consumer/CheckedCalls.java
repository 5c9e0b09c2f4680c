package dev.teambroker.server.consumer;

import dev.teambroker.server.web.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.springframework.stereotype.Component;

/**
 * Calls that carry a key. The name is looked up once; each of its addresses has to be public or in
 * a listed network, and the connection goes to one of these very addresses, its certificate held
 * against the name. The request is sent once; of the answer the status alone is read, no redirect
 * is followed, and all of it ends in its time, however slowly the other side is. Thread-safe.
 */
@Component
class CheckedCalls {
  private static final int LONGEST_LINE = 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

  private final Names names;
  private final List<Network> listed;

  CheckedCalls(Names names, ConsumerSettings settings) {
    this.names = names;
    this.listed = PublicAddresses.networks(settings.networks().toArray(String[]::new));
  }

  /**
   * Sends it.
   *
   * @param body left as it is
   * @throws IOException unless the answer is a success
   */
  void send(HttpsRequest request, byte[] body, SSLContext trusted, Handover what)
      throws IOException {
    byte[] whole = request.with(body);
    try (Socket socket = connected(checked(request.host()), request.port(), what)) {
      CompletableFuture.delayedExecutor(what.left().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> end(socket));
      int status = exchanged(request, whole, socket, trusted, what);
      if (status < 200 || status > 299) {
        throw new IOException(
            request.host()
                + " answered "
                + status
                + (status / 100 == 3 ? ", and no redirect is followed" : ""));
      }
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  private List<InetAddress> checked(String host) throws IOException {
    List<InetAddress> addresses = names.of(host);
    for (InetAddress address : addresses) {
      if (!PublicAddresses.contain(address) && !PublicAddresses.isIn(listed, address)) {
        throw new IOException(
            host
                + " is at "
                + address.getHostAddress()
                + ", which is neither public nor in broker.rotation.consumers.networks");
      }
    }
    return addresses;
  }

  private static Socket connected(List<InetAddress> addresses, int port, Handover what)
      throws IOException {
    IOException first = new IOException("the name has no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.connect(new InetSocketAddress(address, port), (int) what.left().toMillis());
        return socket;
      } catch (IOException e) {
        socket.close();
        first = e;
      }
    }
    throw first;
  }

  private static int exchanged(
      HttpsRequest request, byte[] whole, Socket socket, SSLContext trusted, Handover what)
      throws IOException {
    try (SSLSocket tls =
        (SSLSocket)
            trusted
                .getSocketFactory()
                .createSocket(socket, request.host(), request.port(), /* autoClose= */ true)) {
      SSLParameters wanted = tls.getSSLParameters();
      wanted.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(wanted);
      tls.startHandshake();
      what.left();
      tls.getOutputStream().write(whole);
      tls.getOutputStream().flush();
      return status(tls.getInputStream());
    }
  }

  private static int status(InputStream in) throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || length == line.length) {
        throw new IOException("no answer of HTTP");
      }
      line[length++] = (byte) next;
    }
    Matcher status =
        STATUS.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing());
    if (!status.matches()) {
      throw new IOException("no answer of HTTP");
    }
    return Integer.parseInt(status.group(1));
  }

  /** What it waits for ends with it. */
  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Whoever waits for it is told that it is closed.
    }
  }
}
