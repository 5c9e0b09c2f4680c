package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever is slow to say what is wanted is cut off in time, and holds nobody else up. */
@Timeout(60)
class SlowClientsTest {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LATER_THAN_THE_DEADLINE = Duration.ofSeconds(3);
  private static final String HEAD = "POST /v1/enrolments HTTP/1.1\r\nHost: localhost\r\n";

  private static TestDatabase database;
  private static RunningBroker broker;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    broker =
        RunningBroker.on(
            database, "--broker.web.request-deadline=2s", "--broker.web.max-requests=2");
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void hangsUpOnAHeaderThatComesByteByByte() throws IOException {
    try (Wire slow = Wire.to(broker)) {
      assertThat(slow.send("GET /v1/me HTTP/1.1\r\nX-Slow: ").dribble(PAUSE)).isEmpty();
    }
  }

  @Test
  void hangsUpOnARequestLineThatComesByteByByte() throws IOException {
    try (Wire slow = Wire.to(broker)) {
      assertThat(slow.dribble(PAUSE)).isEmpty();
    }
  }

  @Test
  void hangsUpOnWhoSaysNothing() throws IOException {
    try (Wire silent = Wire.to(broker)) {
      assertThat(silent.isClosed(LATER_THAN_THE_DEADLINE)).isTrue();
    }
  }

  @Test
  void hangsUpOnWhoDoesNotEndTheTlsHandshake() throws IOException {
    try (Socket halfOpen = new Socket("localhost", broker.port())) {
      halfOpen.setSoTimeout((int) LATER_THAN_THE_DEADLINE.toMillis());
      halfOpen.getOutputStream().write(new byte[] {22, 3, 1, 0, 100});
      assertThat(halfOpen.getInputStream().readAllBytes().length).isLessThan(100);
    }
  }

  @Test
  void answersABodyThatComesByteByByteWithAProblem() throws IOException {
    try (Wire slow = Wire.to(broker)) {
      assertThat(slow.send(HEAD + "Content-Length: 60000\r\n\r\n").dribble(PAUSE))
          .startsWith("HTTP/1.1 408")
          .contains("urn:broker:problem:too-slow", "within 2 seconds");
    }
  }

  @Test
  void answersABodyThatDoesNotComeWithAProblemAndEndsTheConnection() throws IOException {
    try (Wire stalled = Wire.to(broker)) {
      stalled.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nab");
      assertThat(stalled.answer(LATER_THAN_THE_DEADLINE)).startsWith("HTTP/1.1 408");
      assertThat(stalled.isClosed(LATER_THAN_THE_DEADLINE)).isTrue();
    }
  }

  @Test
  void servesAnHonestRequestThatComesInPieces() throws IOException {
    try (Wire honest = Wire.to(broker)) {
      for (String piece : List.of("POST /v1/enrol", "ments HTTP/1.1\r\nHost: ", "localhost\r\n")) {
        assertThat(honest.send(piece).answer(PAUSE)).isEmpty();
      }
      assertThat(honest.send("Content-Length: 2\r\n\r\n{").answer(PAUSE)).isEmpty();
      assertThat(honest.send("}").answer(LATER_THAN_THE_DEADLINE)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void keepsAConnectionThatWaitsForItsNextRequest() throws IOException {
    String request = "GET /v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Wire patient = Wire.to(broker)) {
      assertThat(patient.send(request).answer(LATER_THAN_THE_DEADLINE)).startsWith("HTTP/1.1 401");
      assertThat(patient.answer(LATER_THAN_THE_DEADLINE)).as("it is left alone").isEmpty();
      assertThat(patient.send(request).answer(LATER_THAN_THE_DEADLINE)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void servesOthersWhileBodiesAreStillArriving() throws Exception {
    List<Wire> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        slow.add(Wire.to(broker).send(HEAD + "Content-Length: 60000\r\n\r\n{"));
      }
      assertThat(broker.get("/v1/me").statusCode()).isEqualTo(401);
    } finally {
      for (Wire each : slow) {
        each.close();
      }
    }
  }
}
