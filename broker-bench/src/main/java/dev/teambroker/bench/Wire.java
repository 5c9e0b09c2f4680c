package dev.teambroker.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One connection that is kept, HTTP/1.1, plain or TLS. The JDK's HTTP client costs more CPU a
 * request than the broker does, and the two share the cores. Not thread-safe.
 */
final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final SSLSocketFactory TLS = trustingAll();

  /** An answer, its headers by their names in lower case. */
  record Reply(int status, Map<String, String> headers, String body) {}

  private final URI address;
  private Socket socket;
  private InputStream in;
  private boolean kept;

  Wire(URI address) throws IOException {
    this.address = address;
    this.socket = connected(address);
    this.in = new BufferedInputStream(socket.getInputStream(), 8192);
  }

  private static Socket connected(URI address) throws IOException {
    boolean tls = "https".equals(address.getScheme());
    int port = address.getPort() > 0 ? address.getPort() : tls ? 443 : 80;
    Socket socket =
        tls ? TLS.createSocket(address.getHost(), port) : new Socket(address.getHost(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Sends a request; one under which the server has closed an idle connection goes once more. */
  Reply send(String method, String path, String headers, String body) throws IOException {
    return send(method, path, headers, body.getBytes(UTF_8));
  }

  /** The same with whatever bytes. */
  Reply send(String method, String path, String headers, byte[] content) throws IOException {
    byte[] head =
        (method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + address.getAuthority()
                + "\r\n"
                + headers
                + "Content-Length: "
                + content.length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] request = new byte[head.length + content.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    boolean answered = isAnswered(request);
    if (!answered && kept) {
      reconnect();
      answered = isAnswered(request);
    }
    if (!answered) {
      throw new IOException("the server closed the connection");
    }
    kept = true;
    Reply reply = read();
    if ("close".equalsIgnoreCase(reply.headers().get("connection"))) {
      reconnect();
    }
    return reply;
  }

  /**
   * Whether an answer begins. Where none does, the connection was closed before the request came: a
   * server that had taken it would refuse its proof the second time.
   */
  private boolean isAnswered(byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      in.mark(1);
      int first = in.read();
      in.reset();
      return first >= 0;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  /** Begins anew, for a server cuts off who was idle. */
  void reconnect() throws IOException {
    kept = false;
    socket.close();
    socket = connected(address);
    in = new BufferedInputStream(socket.getInputStream(), 8192);
  }

  private Reply read() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Reply(status, headers, body(status, headers));
  }

  private String body(int status, Map<String, String> headers) throws IOException {
    if (status == 204) {
      return "";
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new String(in.readNBytes(length), UTF_8);
    }
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(new String(in.readNBytes(size), UTF_8));
      line();
    }
    line();
    return body.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The server was started by this very program, on loopback. */
  private static SSLSocketFactory trustingAll() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
      return tls.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
