package dev.teambroker.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers what the broker asks of STS and IAM after a settable delay, each time with another access
 * key id, and checks nothing: a clock with a mouth, in a process of its own. {@code GET /delay/20}
 * sets the delay.
 */
final class StubSts {
  static final String ROLE = "arn:aws:iam::123456789012:role/bench";
  private static final String USER = "arn:aws:iam::123456789012:user/bench";

  private final AtomicLong issued = new AtomicLong();
  private volatile int delayMillis;

  private StubSts() {}

  /** {@code PORT-FILE}: listens on a free port of loopback until it is killed. */
  public static void main(String[] args) throws IOException {
    StubSts stub = new StubSts();
    try (ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress())) {
      Path file = Path.of(args[0]);
      Path written = Files.writeString(file.resolveSibling("port.new"), "" + server.getLocalPort());
      Files.move(written, file);
      while (true) {
        Socket connection = server.accept();
        connection.setTcpNoDelay(true);
        Thread.startVirtualThread(() -> stub.serve(connection));
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream())) {
      for (String start = line(in); !start.isEmpty(); start = line(in)) {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        String form = new String(in.readNBytes(length), ISO_8859_1);
        connection.getOutputStream().write(answer(start, form));
        connection.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone.
    }
  }

  private byte[] answer(String start, String form) throws InterruptedException {
    if (start.startsWith("GET /delay/")) {
      delayMillis = Integer.parseInt(start.split("[/ ]", 5)[3]);
      return reply("<Set/>");
    }
    if (form.startsWith("Action=AssumeRole&")) {
      Thread.sleep(delayMillis);
      return reply(session());
    }
    return reply(
        form.startsWith("Action=GetUser&")
            ? "<R><GetUserResult><User><UserName>bench</UserName><UserId>AIDABENCH</UserId><Arn>"
                + USER
                + "</Arn></User></GetUserResult></R>"
            : "<R><GetCallerIdentityResult><Account>123456789012</Account><Arn>"
                + USER
                + "</Arn><UserId>AIDABENCH</UserId></GetCallerIdentityResult></R>");
  }

  private String session() {
    return """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>\
        <AssumedRoleUser><AssumedRoleId>AROABENCH:m</AssumedRoleId>\
        <Arn>arn:aws:sts::123456789012:assumed-role/bench/m</Arn></AssumedRoleUser>\
        <Credentials><AccessKeyId>ASIA%016d</AccessKeyId>\
        <SecretAccessKey>0123456789012345678901234567890123456789</SecretAccessKey>\
        <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>\
        </AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>\
        </AssumeRoleResponse>"""
        .formatted(
            issued.incrementAndGet(),
            "T".repeat(800),
            Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS));
  }

  private static byte[] reply(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
