package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Probing an account with a spare key of a shared user. */
class ProbeTest {
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void showsThatSessionsOutliveTheirKeyAndLeavesTheUserAsItWas() {
    shared("probed");
    List<String> before = keys("probed");
    probe(stage.alice, "probed").expect(ProblemType.NOT_FOUND);
    probe(stage.admin, "probed").expect(ProblemType.FORBIDDEN);
    latest("probed").expect(ProblemType.NOT_FOUND);
    probe(stage.owner, "probed").expect(200);
    JsonNode probe = awaitState("probed", "done");
    assertThat(probe.path("outlive").asBoolean()).isTrue();
    assertThat(keys("probed")).isEqualTo(before);
    assertThat(actions("session-probe."))
        .containsExactly(
            "session-probe.begun",
            "session-probe.made",
            "session-probe.removing",
            "session-probe.done");
  }

  @Test
  void makesNoKeyBesideAForeignOneAndOneProbeAtATime() {
    SandboxUser user = shared("crowded");
    user.key();
    probe(stage.owner, "crowded").expect(ProblemType.CONFLICT).detail().contains("only one");
    shared("twice");
    probe(stage.owner, "twice").expect(200);
    probe(stage.owner, "twice").expect(ProblemType.CONFLICT);
    awaitState("twice", "done");
  }

  @Test
  void failsWhereAwsMakesNoKey() {
    SandboxUser user = stage.shared("unable").allowed("iam:ListAccessKeys");
    probe(stage.owner, "unable").expect(200);
    assertThat(awaitState("unable", "failed").path("detail").asString()).contains("not authorized");
    assertThat(keys("unable")).hasSize(1);
    assertThat(user.name()).isEqualTo("unable");
  }

  @Test
  void removesTheSpareKeyLaterButNotWhileNoOtherKeyLives() {
    SandboxUser user = stage.awsUser("interrupted");
    SandboxKey current = user.key();
    stage.imports(stage.owner, "interrupted", current).expect(201);
    stage.principal(stage.admin, stage.aws.user("manager").allowed("iam:*").key()).expect(200);
    stage.aws.next("DeleteAccessKey").always().fails();
    probe(stage.owner, "interrupted").expect(200);
    String spare = awaitState("interrupted", "removing").path("spareKey").asString();
    await().atMost(Duration.ofSeconds(30)).until(() -> !user.activeKeys().contains(spare));

    current.deactivate();
    stage.aws.clearFaults();
    await().atMost(Duration.ofSeconds(30)).until(() -> settled("interrupted"));
    assertThat(latest("interrupted").text("state")).isEqualTo("removing");
    assertThat(user.keys()).contains(spare);

    current.activate();
    settle();
    assertThat(latest("interrupted").text("state")).isEqualTo("failed");
    assertThat(user.keys()).containsExactly(current.id());
  }

  /** Once the run has let go of the probe, which nobody else has a hand on. */
  private boolean settled(String name) throws SQLException {
    try (var turn =
        stage
            .broker
            .bean(Exclusive.class)
            .tryTake("session probe " + latest(name).text("id"))
            .orElse(null)) {
      if (turn == null) {
        return false;
      }
    }
    settle();
    return true;
  }

  @Test
  void leavesAKeyAloneThatMayBeAPersonsAndTellsOfIt() {
    SandboxUser user = shared("unknown");
    stage.aws.next("CreateAccessKey").resets();
    probe(stage.owner, "unknown").expect(200);
    String persons = user.key().id();
    settle();
    assertThat(latest("unknown").text("state")).isEqualTo("begun");
    stage.clock.pass(Duration.ofMinutes(8));
    settle();
    JsonNode held = latest("unknown").expect(200).json();
    assertThat(held.path("state").asString()).isEqualTo("held");
    assertThat(held.path("detail").asString()).contains(persons, "CloudTrail");
    assertThat(keys("unknown")).contains(persons);
  }

  @Test
  void concludesThatNothingWasMadeOnceNothingCanArriveAnyMore() {
    shared("lost");
    stage.aws.next("CreateAccessKey").resets();
    probe(stage.owner, "lost").expect(200);
    stage.clock.pass(Duration.ofMinutes(6));
    settle();
    assertThat(latest("lost").text("state")).isEqualTo("begun");
    stage.clock.pass(Duration.ofMinutes(2));
    settle();
    assertThat(latest("lost").text("detail")).contains("before AWS made");
  }

  private void settle() {
    stage.broker.bean("settlingProbes", Runnable.class).run();
  }

  private SandboxUser shared(String name) {
    return stage
        .shared(name)
        .allowed(
            "iam:ListAccessKeys",
            "iam:CreateAccessKey",
            "iam:UpdateAccessKey",
            "iam:DeleteAccessKey");
  }

  private Answer probe(Person who, String name) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + name + "/session-probe", "");
  }

  private Answer latest(String name) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + name + "/session-probe");
  }

  private JsonNode awaitState(String name, String state) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> latest(name).expect(200).json(),
            probe -> probe.path("state").asString().equals(state));
  }

  private List<String> keys(String name) {
    return stage.aws.user(name).keys();
  }

  private List<String> actions(String start) {
    return stage
        .database
        .ownersJdbc()
        .sql(
            """
            select body::json ->> 'action' from broker.audit_record
             where body::json ->> 'action' like :start order by epoch, number
            """)
        .param("start", start + "%")
        .query(String.class)
        .list();
  }
}
