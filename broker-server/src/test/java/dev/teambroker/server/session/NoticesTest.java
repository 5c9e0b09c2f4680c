package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.audit.stream.TlsReceiver;
import dev.teambroker.server.rotation.HandCranked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People are told of rotations: members at their sign-in, a chat by a signed webhook. */
class NoticesTest {
  private static final String SECRET = "told-to-both";

  /** What arrived: the headers that are signed, the signature, the body. */
  private record Arrived(String id, String timestamp, String signature, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  @TempDir private static Path folder;
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  private volatile int answers = 204;
  private HttpsServer receiver;
  private Stage stage;
  private HandCranked rotations;

  @BeforeEach
  void start() throws Exception {
    TlsReceiver tls = TlsReceiver.in(Files.createTempDirectory(folder, "tls"));
    receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    receiver.createContext("/hook", this::take);
    receiver.start();
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    stage =
        new Stage(
            HandCranked.BY_HAND,
            "broker.rotation.watch=1h",
            "broker.rotation.webhook.url=https://localhost:"
                + receiver.getAddress().getPort()
                + "/hook",
            "broker.rotation.webhook.secret-file=" + secret,
            "broker.rotation.webhook.authority-file=" + tls.certificate());
    rotations = new HandCranked(stage.broker, stage.clock);
  }

  @AfterEach
  void stop() {
    stage.close();
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (answers == 204) {
      arrived.add(
          new Arrived(
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              body));
    }
    exchange.sendResponseHeaders(answers, -1);
    exchange.close();
  }

  @Test
  void tellTheWebhookEachEventOnceSignedAndInOrderEvenAfterItFailed() throws Exception {
    managed("deploy");
    answers = 500;
    stage.startsRotation("deploy").expect(201);
    rotations.untilAllRest();
    assertThat(arrived).isEmpty();
    answers = 204;
    await().atMost(Duration.ofSeconds(30)).until(() -> types().contains("rotation.done"));
    assertThat(types())
        .startsWith("rotation.requested", "rotation.creating", "rotation.sealed")
        .endsWith("rotation.done")
        .doesNotHaveDuplicates();
    for (Arrived notice : arrived) {
      assertThat(notice.signature()).isEqualTo("v1," + signature(notice));
    }
    assertThat(arrived.getFirst().json().path("text").asString()).contains("Rotation of deploy");
    assertThat(arrived.toString()).doesNotContain(SECRET);
  }

  @Test
  void tellMembersAtTheirSignInAndOwnersMore() {
    managed("shared");
    assertThat(noticesOf(stage.alice)).isEmpty();
    assertThat(noticesOf(stage.owner)).contains("was outside of the broker");
    assertThat(noticesOf(stage.bob)).isEmpty();
    stage.startsRotation("shared").expect(201);
    assertThat(noticesOf(stage.alice)).contains("is being rotated");
    assertThat(noticesOf(stage.bob)).isEmpty();
    stage
        .owner
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/shared/rotation/hold", "")
        .expect(200);
    assertThat(noticesOf(stage.alice)).contains("its owners decide");
    assertThat(noticesOf(stage.owner)).contains("is held: ");
  }

  @Test
  void tellTheWebhookAheadOfATurnOnce() {
    managed("due-soon");
    stage
        .owner
        .fresh(stage.broker)
        .put(stage.broker, "/v1/shared-users/due-soon/rotation-schedule", "{\"period\": \"30d\"}")
        .expect(200);
    stage.clock.pass(Duration.ofDays(24));
    await().atMost(Duration.ofSeconds(30)).until(() -> types().contains("rotation.upcoming"));
    stage.clock.pass(Duration.ofDays(1));
    stage.startsRotation("due-soon").expect(201);
    await().atMost(Duration.ofSeconds(30)).until(() -> types().contains("rotation.requested"));
    assertThat(types().stream().filter("rotation.upcoming"::equals)).hasSize(1);
    assertThat(arrived.getFirst().json().path("data").path("sharedUser").asString())
        .isEqualTo("due-soon");
  }

  private void managed(String name) {
    SandboxUser user = stage.shared(name);
    stage.grantsRole(name, stage.alice, stage.role(name + "-role", user));
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
  }

  private String noticesOf(dev.teambroker.server.signin.Person person) {
    return String.join(
        "\n",
        person
            .fresh(stage.broker)
            .get(stage.broker, "/v1/me/notices")
            .expect(200)
            .json()
            .valueStream()
            .map(notice -> notice.path("text").asString())
            .toList());
  }

  private List<String> types() {
    return arrived.stream().map(notice -> notice.json().path("type").asString()).toList();
  }

  private static String signature(Arrived notice) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = notice.id() + "." + notice.timestamp() + "." + notice.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
