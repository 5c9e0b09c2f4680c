package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxMfaDevice;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions that AWS wants an MFA code for, through HTTP. */
class AwsMfaTest {
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void clocksAgree() {
    stage.aws.clock().setOffset(Duration.ZERO);
  }

  @Test
  void provesADeviceByARealCallAndRequiresItFromThenOn() {
    SandboxUser user = stage.shared("with-mfa");
    stage.nextStep();
    Answer put = stage.putsMfaDevice("with-mfa", user.mfaDevice("phone")).expect(200);
    assertThat(put.body()).contains(":mfa/phone");
    assertThat(put.body()).doesNotContain("eed\":");

    String grant = "{\"kind\": \"session\", \"member\": \"alice\"}";
    Answer granted = stage.grants(stage.owner, "with-mfa", grant).expect(201);
    assertThat(granted.text("awsMfa")).isEqualTo("required");

    stage.nextStep();
    stage.asks(stage.alice, "with-mfa", "session").expect(200);
    assertThat(
            stage.aws.events().stream()
                .filter(event -> event.name().equals("GetSessionToken"))
                .filter(event -> event.userName().equals(Optional.of("with-mfa")))
                .count())
        .isEqualTo(2);
  }

  @Test
  void refusesADeviceWhoseSeedIsNotItsOwn() {
    SandboxUser user = stage.shared("wrong-seed");
    SandboxMfaDevice phone = user.mfaDevice("wrong-phone");
    stage.nextStep();
    Answer refused =
        stage
            .owner
            .fresh(stage.broker)
            .post(
                stage.broker,
                "/v1/shared-users/wrong-seed/mfa-devices",
                """
                {"serialNumber": "%s", "base32Seed": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}"""
                    .formatted(phone.arn()));
    refused.expect(ProblemType.AWS_REFUSED);
    assertThat(refused.text("awsCode")).isEqualTo("AccessDenied");
    stage.nextStep();
    stage.putsMfaDevice("wrong-seed", phone).expect(200);
  }

  @Test
  void refusesASeedThatIsNoBase32AndAnArnOfAnotherAccount() {
    stage.shared("odd-device");
    stage
        .owner
        .fresh(stage.broker)
        .post(
            stage.broker,
            "/v1/shared-users/odd-device/mfa-devices",
            "{\"serialNumber\": \"arn:aws:iam::123456789012:mfa/x\", \"base32Seed\": \"01\"}")
        .expect(ProblemType.INVALID_REQUEST);
    stage
        .owner
        .fresh(stage.broker)
        .post(
            stage.broker,
            "/v1/shared-users/odd-device/mfa-devices",
            "{\"serialNumber\": \"arn:aws:iam::999999999999:mfa/x\", \"base32Seed\": \"A\"}")
        .expect(ProblemType.INVALID_REQUEST);
  }

  @Test
  void queuesMembersInTheOrderTheyCameAndTellsHowLong() {
    ready("queue");
    stage.nextStep();
    stage.alice.fresh(stage.broker);
    stage.bob.fresh(stage.broker);
    stage.owner.fresh(stage.broker);
    stage.nextStep();
    stage.asks(stage.owner, "queue", "session").expect(200);

    Answer alice = stage.asks(stage.alice, "queue", "session");
    alice.expect(ProblemType.MFA_CODE_UNAVAILABLE);
    assertThat(alice.json().path("retryAfterSeconds").asInt()).isEqualTo(26);
    assertThat(alice.header("Retry-After")).isEqualTo("26");
    Answer bob = stage.asks(stage.bob, "queue", "session");
    assertThat(bob.json().path("retryAfterSeconds").asInt()).isEqualTo(56);
    bob.detail().contains("1 before you");
    assertThat(stage.asks(stage.alice, "queue", "session").json().path("retryAfterSeconds").asInt())
        .as("one place a member")
        .isEqualTo(26);

    stage.clock.pass(Duration.ofSeconds(27));
    stage.asks(stage.bob, "queue", "session").expect(ProblemType.MFA_CODE_UNAVAILABLE);
    stage.asks(stage.alice, "queue", "session").expect(200);
    stage.clock.pass(Duration.ofSeconds(30));
    stage.asks(stage.bob, "queue", "session").expect(200);
  }

  @Test
  void givesTheTurnOfOneWhoHungUpToTheNext() {
    ready("hung-up");
    stage.nextStep();
    stage.alice.fresh(stage.broker);
    stage.bob.fresh(stage.broker);
    stage.owner.fresh(stage.broker);
    stage.nextStep();
    stage.asks(stage.owner, "hung-up", "session").expect(200);
    stage.asks(stage.alice, "hung-up", "session").expect(ProblemType.MFA_CODE_UNAVAILABLE);
    stage.asks(stage.bob, "hung-up", "session").expect(ProblemType.MFA_CODE_UNAVAILABLE);
    stage.clock.pass(Duration.ofSeconds(57));
    stage.asks(stage.bob, "hung-up", "session").expect(200);
    assertThat(slots("hung-up")).as("owner and bob; alice drew none").isEqualTo(2 + 1);
  }

  @Test
  void stopsADeviceAfterTwoRefusalsInARowUntilItIsPutAgain() {
    SandboxMfaDevice phone = ready("drifting");
    phone.drifted(Duration.ofMinutes(10));
    for (int i = 0; i < 2; i++) {
      stage.alice.fresh(stage.broker);
      stage.nextStep();
      stage.asks(stage.alice, "drifting", "session").expect(ProblemType.AWS_REFUSED);
    }
    stage.alice.fresh(stage.broker);
    stage.nextStep();
    Answer stopped = stage.asks(stage.alice, "drifting", "session");
    stopped.expect(ProblemType.MFA_CODE_UNAVAILABLE).detail().contains("stopped");
    assertThat(stopped.json().has("retryAfterSeconds")).isFalse();
    assertThat(actions()).contains("mfa-device.stopped");

    phone.drifted(Duration.ZERO);
    stage.owner.fresh(stage.broker);
    stage.nextStep();
    stage.putsMfaDevice("drifting", phone).expect(200);
    stage.alice.fresh(stage.broker);
    stage.nextStep();
    stage.asks(stage.alice, "drifting", "session").expect(200);
  }

  @Test
  void handsOutNoCodeWhileTheClocksDifferByMoreThanTenSeconds() {
    ready("skewed");
    stage.alice.fresh(stage.broker);
    stage.nextStep();
    stage.aws.clock().setOffset(Duration.ofSeconds(25));
    stage.clock.pass(Duration.ofMinutes(11));
    stage.alice.fresh(stage.broker);
    Answer refused = stage.asks(stage.alice, "skewed", "session");
    refused.expect(ProblemType.MFA_CODE_UNAVAILABLE).detail().contains("clock is", "behind AWS's");
    assertThat(refused.json().has("retryAfterSeconds")).isFalse();
  }

  @Test
  void asksForNoCodeWhereTheGrantWantsNone() {
    SandboxUser user = stage.shared("optional-mfa");
    stage.nextStep();
    stage.putsMfaDevice("optional-mfa", user.mfaDevice("spare")).expect(200);
    stage.grant(
        "optional-mfa", "{\"kind\": \"session\", \"member\": \"alice\", \"awsMfa\": \"none\"}");
    stage.asks(stage.alice, "optional-mfa", "session").expect(200);
    stage.asks(stage.alice, "optional-mfa", "session").expect(200);
  }

  @Test
  void repeatsWithTheNextCodeWhenTheKeyWasReplacedUnderTheCall() throws Exception {
    SandboxUser user = stage.awsUser("replaced");
    SandboxKey first = user.key();
    stage.imports(stage.owner, "replaced", first).expect(201);
    stage.nextStep();
    stage.putsMfaDevice("replaced", user.mfaDevice("replaced-phone")).expect(200);
    for (String member : List.of("alice", "bob")) {
      stage.grant("replaced", "{\"kind\": \"session\", \"member\": \"" + member + "\"}");
    }
    SandboxKey second = user.key();
    for (Person person : List.of(stage.alice, stage.bob, stage.owner)) {
      person.fresh(stage.broker);
    }
    stage.nextStep();
    stage.aws.next("GetSessionToken").takes(Duration.ofSeconds(3));
    CompletableFuture<Answer> alices =
        CompletableFuture.supplyAsync(
            () -> stage.asks(stage.alice, "replaced", "session"),
            task -> Thread.ofVirtual().start(task));
    Awaitility.await().until(() -> slots("replaced") == 2);
    stage.asks(stage.bob, "replaced", "session").expect(ProblemType.MFA_CODE_UNAVAILABLE);
    stage
        .owner
        .device()
        .put(
            stage.broker,
            "/v1/shared-users/replaced/access-key",
            """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(second.id(), second.secret()))
        .expect(200);
    first.deactivate();

    Answer again = alices.get().expect(ProblemType.MFA_CODE_UNAVAILABLE);
    again.detail().contains("replaced", "first");
    assertThat(again.json().path("retryAfterSeconds").asInt()).isEqualTo(30);
    assertThat(outcomes("replaced")).containsExactly("accepted", "unclear");

    stage.clock.pass(Duration.ofSeconds(30));
    stage.asks(stage.bob, "replaced", "session").expect(ProblemType.MFA_CODE_UNAVAILABLE);
    Answer issued = stage.asks(stage.alice, "replaced", "session").expect(200);
    assertThat(
            stage
                .alice
                .device()
                .get(stage.broker, "/v1/sessions/" + issued.text("accessKeyId"))
                .text("parentAccessKeyId"))
        .isEqualTo(second.id());
    assertThat(outcomes("replaced")).containsExactly("accepted", "unclear", "accepted");
  }

  @Test
  void assumesARoleThatWantsMfa() {
    SandboxUser user = stage.shared("mfa-role");
    stage.nextStep();
    stage.putsMfaDevice("mfa-role", user.mfaDevice("role-phone")).expect(200);
    String role = stage.aws.role("guarded").trustingWithMfa(user.arn()).arn();
    stage.grant(
        "mfa-role",
        """
        {"kind": "role", "member": "alice", "roles": ["%s"], "awsMfa": "required"}"""
            .formatted(role));
    stage.alice.fresh(stage.broker);
    stage.nextStep();
    stage.asks(stage.alice, "mfa-role", "role").expect(200);
  }

  /** A shared user with a device, a minute ago proved, and grants to all three. */
  private static SandboxMfaDevice ready(String name) {
    SandboxUser user = stage.shared(name);
    SandboxMfaDevice phone = user.mfaDevice(name + "-phone");
    stage.nextStep();
    stage.putsMfaDevice(name, phone).expect(200);
    for (String member : List.of("alice", "bob", "olivia")) {
      stage.grant(name, "{\"kind\": \"session\", \"member\": \"" + member + "\"}");
    }
    stage.nextStep();
    return phone;
  }

  private static int slots(String name) {
    return stage
        .database
        .jdbc()
        .sql("select count(*) from broker.mfa_code_slot where serial_number like :like")
        .param("like", "%/" + name + "-phone")
        .query(Integer.class)
        .single();
  }

  /** What became of the device's codes, each of another step. */
  private static List<String> outcomes(String name) {
    return stage
        .database
        .jdbc()
        .sql(
            "select outcome from broker.mfa_code_slot where serial_number like :like order by step")
        .param("like", "%/" + name + "-phone")
        .query(String.class)
        .list();
  }

  private static List<String> actions() {
    return stage
        .database
        .ownersJdbc()
        .sql("select body::json ->> 'action' from broker.audit_record")
        .query(String.class)
        .list();
  }
}
