package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.web.PublicUrl;
import dev.teambroker.server.web.RequestContext;
import dev.teambroker.server.web.ServerPin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrokerServerTest {
  private static TestDatabase database;
  private static RunningBroker broker;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    broker = RunningBroker.on(database);
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void answersStrangersWithAProblem() throws Exception {
    HttpResponse<String> answer = broker.get("/v1/nothing");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("urn:broker:problem:");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void tellsItsPublicAddressFromTheFreePort() {
    assertThat(broker.bean(PublicUrl.class).of("/v1/me").toString())
        .isEqualTo("https://localhost:" + broker.port() + "/v1/me");
  }

  @Test
  void servesHealthAndMetricsOnTheManagementPort() throws Exception {
    assertThat(broker.management("/health/liveness").body()).contains("\"status\":\"UP\"");
    assertThat(broker.management("/health/readiness").body()).contains("\"status\":\"UP\"");
    assertThat(broker.management("/prometheus").body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void servesNothingElseOnTheManagementPort() throws Exception {
    for (String path :
        new String[] {"/", "/env", "/heapdump", "/beans", "/loggers", "/v1/me", "/actuator"}) {
      assertThat(broker.management(path).statusCode()).as(path).isIn(401, 403, 404);
    }
  }

  @Test
  void servesNoManagementOnThePublicPort() throws Exception {
    for (String path : new String[] {"/health", "/health/readiness", "/prometheus"}) {
      assertThat(broker.get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void answersWhatIsNotHttpWithAProblem() throws Exception {
    assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400").contains("invalid-request");
    assertThat(raw("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("urn:broker:problem");
  }

  @Test
  void answersATooLongHeaderWithAProblem() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .matches("(?s)HTTP/1.1 4(31|00|13).*")
        .contains("urn:broker:problem");
  }

  @Test
  void keepsAConnectionWhoseRequestItRefuses() throws Exception {
    try (SSLSocket socket = open()) {
      for (int i = 0; i < 2; i++) {
        write(socket, "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");
        write(socket, "{}");
        byte[] answer = new byte[8192];
        int length = socket.getInputStream().read(answer);
        assertThat(new String(answer, 0, length, StandardCharsets.ISO_8859_1))
            .startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void speaksNoPlainHttp() throws Exception {
    try (Socket socket = new Socket("localhost", broker.port())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP/1.1 200", "urn:broker");
    }
  }

  @Test
  void bindsNoContextOutsideOfRequests() {
    assertThat(RequestContext.current()).isEmpty();
  }

  private static String raw(String request) throws IOException {
    try (SSLSocket socket = open()) {
      write(socket, request);
      byte[] buffer = new byte[8192];
      int length = socket.getInputStream().read(buffer);
      return new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
    }
  }

  private static SSLSocket open() throws IOException {
    var sockets =
        PinnedClient.context(broker.bean(ServerPin.class).pin().orElseThrow()).getSocketFactory();
    SSLSocket socket = (SSLSocket) sockets.createSocket("localhost", broker.port());
    socket.setSoTimeout(5000);
    return socket;
  }

  private static void write(SSLSocket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
