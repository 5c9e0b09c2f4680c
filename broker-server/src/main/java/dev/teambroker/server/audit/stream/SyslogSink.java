package dev.teambroker.server.audit.stream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TLS (RFC 5424, RFC 5425). The protocol acknowledges nothing: what TCP has taken when
 * the receiver dies may be lost to it, which the numbers show.
 */
final class SyslogSink implements RecordSink {
  private static final int DEFAULT_PORT = 6514;

  /** Facility 13, log audit; severity 6, informational. */
  private static final String PRIORITY_AND_VERSION = "<110>1 ";

  private final URI receiver;
  private final SSLContext trusted;
  private final Duration timeout;
  private @Nullable SSLSocket connection;

  SyslogSink(URI receiver, SSLContext trusted, Duration timeout) {
    this.receiver = receiver;
    this.trusted = trusted;
    this.timeout = timeout;
  }

  @Override
  public void take(List<SentRecord> records) throws IOException {
    try {
      OutputStream out = new BufferedOutputStream(connected().getOutputStream());
      for (SentRecord record : records) {
        byte[] message = message(record);
        out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(message);
      }
      out.flush();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static byte[] message(SentRecord record) {
    String at = record.at().map(Instant::toString).orElse("-");
    String header = PRIORITY_AND_VERSION + at + " - broker - audit - ";
    return (header + record.json()).getBytes(StandardCharsets.UTF_8);
  }

  private SSLSocket connected() throws IOException {
    SSLSocket open = connection;
    if (open == null || open.isClosed()) {
      open = connect();
      connection = open;
    }
    return open;
  }

  private SSLSocket connect() throws IOException {
    int port = receiver.getPort() == -1 ? DEFAULT_PORT : receiver.getPort();
    Socket plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(receiver.getHost(), port), Math.toIntExact(timeout.toMillis()));
      SSLSocket tls =
          (SSLSocket)
              trusted.getSocketFactory().createSocket(plain, receiver.getHost(), port, true);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      tls.startHandshake();
      return tls;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    SSLSocket open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
