package dev.teambroker.cli.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that wants a login and leads every tunnel to one port of this machine. */
public final class ConnectProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public ConnectProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Each tunnel that was asked for, with the login: host:port user:password. */
  public List<String> asked() {
    return asked;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.startVirtualThread(() -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      while (true) {
        String request = in.readLine();
        if (request == null) {
          return;
        }
        String login = login(in);
        if (!login.isEmpty()) {
          asked.add(request.split(" ", -1)[1] + " " + login);
          break;
        }
        send(
            client,
            "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
      }
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        send(client, "HTTP/1.1 200 OK\r\n\r\n");
        Thread back = Thread.startVirtualThread(() -> copy(server, client));
        copy(client, server);
        back.interrupt();
      }
    } catch (IOException ended) {
      // the test sees it
    }
  }

  private static String login(BufferedReader in) throws IOException {
    String login = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String name = "proxy-authorization: basic ";
      if (line.regionMatches(true, 0, name, 0, name.length())) {
        login =
            new String(
                Base64.getDecoder().decode(line.substring(name.length())), StandardCharsets.UTF_8);
      }
    }
    return login;
  }

  private static void send(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // one of them is done
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
