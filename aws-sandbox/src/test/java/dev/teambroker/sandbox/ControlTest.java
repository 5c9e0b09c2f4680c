package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The control endpoint, for a sandbox that runs in a process of its own. */
class ControlTest {
  private final Scene scene = new Scene();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    scene.close();
  }

  private HttpResponse<String> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scene.aws.endpoint().resolve("/control" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void movesClock() throws Exception {
    RawCredentials session = scene.roleSession();
    assertThat(post("/clock", "{\"advanceSeconds\": 3600}").statusCode()).isEqualTo(200);
    RawCall.sts(scene.aws, session, "GetCallerIdentity").send().isRefused(403, "ExpiredToken", "");
    post("/clock", "{\"offsetSeconds\": 0}");
    RawCall.sts(scene.aws, session, "GetCallerIdentity").send().ok();
  }

  @Test
  void plansFault() throws Exception {
    post(
        "/faults",
        """
        {"fault": "ERROR", "operation": "GetCallerIdentity", "status": 400, "code": "Throttling"}""");
    scene.sts("GetCallerIdentity").send().isRefused(400, "Throttling", "");
    scene.sts("GetCallerIdentity").send().ok();
  }

  @Test
  void setsDelaysLimitsAndEnforcements() throws Exception {
    post("/limits", "{\"ACCESS_KEYS_PER_USER\": 1}");
    scene.iam("CreateAccessKey").send().isRefused(409, "LimitExceeded", "");
    post("/enforcements", "{\"ACCESS_KEY_LIMIT\": false}");
    scene.iam("CreateAccessKey").send().ok();
    HttpResponse<String> state = post("/delays", "{\"KEY_PROPAGATION\": 2.5}");
    assertThat(state.body()).contains("\"KEY_PROPAGATION\":2.5");
    assertThat(post("/reset", "{}").body()).contains("\"KEY_PROPAGATION\":0.0");
  }

  @Test
  void plantsSeed() throws Exception {
    String planted = post("/seed", "{\"users\": [{\"name\": \"carl\", \"keys\": 1}]}").body();
    assertThat(planted).contains("arn:aws:iam::123456789012:user/carl").contains("AKIA");
  }

  @Test
  void showsLogWithoutSecrets() throws Exception {
    RawCredentials session = scene.userSessionWithMfa();
    HttpRequest request =
        HttpRequest.newBuilder(scene.aws.endpoint().resolve("/control/events"))
            .timeout(Duration.ofSeconds(10))
            .build();
    String log = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    assertThat(log)
        .contains("GetSessionToken")
        .contains(session.id())
        .contains("\"userAgent\":\"a test\"")
        .doesNotContain(session.secret())
        .doesNotContain(session.token().orElseThrow())
        .doesNotContain(scene.key.secret())
        .doesNotContain(scene.device.code());
  }

  @Test
  void refusesWhatIsWrong() throws Exception {
    assertThat(post("/limits", "{\"NO_SUCH_LIMIT\": 1}").statusCode()).isEqualTo(400);
    assertThat(post("/delays", "{\"TRAIL\": \"long\"}").statusCode()).isEqualTo(400);
    assertThat(post("/clock", "{").statusCode()).isEqualTo(400);
    assertThat(post("/nothing", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesPagesOfBrowsers() throws Exception {
    assertThat(post("/clock", "{}", "Origin", "http://localhost").statusCode()).isEqualTo(403);
  }
}
