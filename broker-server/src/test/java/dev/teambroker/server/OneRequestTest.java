package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request leaves in the log, and what a client can't talk the broker into. */
@ExtendWith(OutputCaptureExtension.class)
class OneRequestTest {
  private static final String PUBLIC_URL = "https://broker.example.com";
  private static TestDatabase database;
  private static RunningBroker broker;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    broker =
        RunningBroker.on(
            database,
            "--broker.public-url=" + PUBLIC_URL,
            "--logging.level.dev.teambroker.server.web=debug");
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void isFoundInTheLogByItsId(CapturedOutput output) throws Exception {
    HttpResponse<String> answer = broker.get("/v1/openapi.json");
    String id = answer.headers().firstValue("X-Request-Id").orElseThrow();

    Awaitility.await().until(() -> output.getOut().contains(id));
    List<JsonNode> lines =
        output
            .getOut()
            .lines()
            .filter(line -> line.contains(id))
            .map(OneRequestTest::json)
            .toList();
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.path("requestId").asString()).isEqualTo(id);
              assertThat(line.path("level").asString()).isEqualTo("DEBUG");
            });
  }

  @Test
  void leavesItsIdToNoOtherRequest(CapturedOutput output) throws Exception {
    broker.get("/v1/openapi.json");
    broker.get("/v1/openapi.json");

    Awaitility.await()
        .until(
            () ->
                output
                        .getOut()
                        .lines()
                        .filter(line -> line.contains("GET /v1/openapi.json was answered with 200"))
                        .map(line -> json(line).path("requestId").asString())
                        .distinct()
                        .count()
                    == 2);
  }

  @Test
  void cannotTellTheBrokerItsAddress() throws Exception {
    String spoofed =
        """
        GET /v1/openapi.json HTTP/1.1\r
        Host: evil.example\r
        X-Forwarded-Host: evil.example\r
        Forwarded: host=evil.example\r
        Connection: close\r
        \r
        """;
    try (Wire client = Wire.to(broker)) {
      String answer = client.send(spoofed).all(Duration.ofSeconds(10));

      assertThat(answer).startsWith("HTTP/1.1 200").contains(PUBLIC_URL).doesNotContain("evil");
    }
    try (Wire client = Wire.to(broker)) {
      String refused =
          client.send(spoofed.replace("/v1/openapi.json", "/v1/me")).all(Duration.ofSeconds(10));

      assertThat(refused).startsWith("HTTP/1.1 401").doesNotContain("evil");
    }
  }

  @Test
  void needsAHost() throws Exception {
    try (Wire client = Wire.to(broker)) {
      assertThat(client.send("GET /v1/me HTTP/1.1\r\n\r\n").answer(Duration.ofSeconds(10)))
          .startsWith("HTTP/1.1 400");
    }
  }

  private static JsonNode json(String line) {
    return JsonMapper.shared().readTree(line);
  }
}
