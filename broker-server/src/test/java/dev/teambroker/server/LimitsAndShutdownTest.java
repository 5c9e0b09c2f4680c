package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsAndShutdownTest {
  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void letsConnectionsBeyondTheLimitWaitUntilOneEnds() throws Exception {
    try (RunningBroker broker = RunningBroker.on(database, "--broker.web.max-connections=2");
        Wire first = Wire.to(broker);
        Wire second = Wire.to(broker)) {
      CompletableFuture<Wire> third = connecting(broker);
      assertThatThrownBy(() -> third.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      first.hangUp();
      try (Wire now = third.get(10, TimeUnit.SECONDS)) {
        assertThat(now.send(request()).answer(Duration.ofSeconds(10))).startsWith("HTTP/1.1 401");
      }
      assertThat(second.send(request()).answer(Duration.ofSeconds(10))).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void answersWhatIsUnderWayWhenItStopsAndTakesNothingNew() throws Exception {
    RunningBroker broker = RunningBroker.on(database);
    int port = broker.port();
    try (Wire underWay = Wire.to(broker)) {
      underWay.send(
          "POST /v1/enrolments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{");
      assertThat(underWay.answer(Duration.ofMillis(300))).isEmpty();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(broker::close);
      Awaitility.await().until(() -> refusesConnections(port));

      assertThat(stopping).isNotDone();
      assertThat(underWay.send("}").answer(Duration.ofSeconds(10))).startsWith("HTTP/1.1 401");
      stopping.get(20, TimeUnit.SECONDS);
    }
  }

  private static boolean refusesConnections(int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  private static CompletableFuture<Wire> connecting(RunningBroker broker) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Wire.to(broker);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String request() {
    return "GET /v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
}
