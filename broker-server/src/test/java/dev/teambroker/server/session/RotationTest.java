package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A key is replaced, step by step, and nobody notices. */
class RotationTest {
  private static Stage stage;
  private static HandCranked rotations;

  @BeforeAll
  static void start() {
    stage =
        new Stage(
            HandCranked.BY_HAND, "broker.rotation.watch=1h", "broker.rotation.schedule.period=90d");
    rotations = new HandCranked(stage.broker, stage.clock);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void asItWas() {
    stage.aws.clearFaults();
    stage.aws.resetSettings();
  }

  @Test
  void replacesTheKeyWhileAMemberWorks() {
    SandboxUser user = managed("deploy");
    String old = onlyKey("deploy").path("accessKeyId").asString();
    stage.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(12));
    stage.aws.set(Delay.KEY_REMOVAL, Duration.ofSeconds(4));
    stage.aws.set(Delay.STALE_LISTING, Duration.ofSeconds(8));

    JsonNode begun = stage.startsRotation("deploy").expect(201).json();
    assertThat(begun.path("state").asString()).isEqualTo("running");
    assertThat(begun.path("oldAccessKeyId").asString()).isEqualTo(old);
    rotations.untilAllRest(() -> stage.asks(stage.alice, "deploy", "role").expect(200));

    JsonNode done = stage.rotations("deploy").path(0);
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("done");
    assertThat(steps(begun))
        .containsExactly(
            "requested",
            "creating",
            "sealed",
            "proved",
            "switched",
            "drained",
            "deactivating",
            "deactivated",
            "deleting",
            "done");
    JsonNode key = onlyKey("deploy");
    assertThat(key.path("accessKeyId").asString())
        .isNotEqualTo(old)
        .isEqualTo(done.path("newAccessKeyId").asString());
    assertThat(key.path("exposed").asBoolean()).isFalse();
    assertThat(user.activeKeys()).containsExactly(key.path("accessKeyId").asString());
    assertThat(stage.actionsOf("rotation.done", "deploy")).isEqualTo(1);
  }

  @Test
  void failsNobodyInTwentyRotationsInARow() throws Exception {
    managed("often");
    WorkingMember alice = new WorkingMember(stage, "alice");
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> asking = new ArrayList<>();
    try (ExecutorService members = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        asking.add(
            members.submit(
                () -> {
                  while (!over.get()) {
                    alice.asks("often");
                  }
                }));
      }
      try {
        for (int i = 0; i < 20; i++) {
          stage.startsRotation("often").expect(201);
          rotations.untilAllRest();
        }
      } finally {
        over.set(true);
      }
    }
    for (Future<?> each : asking) {
      each.get();
    }
    assertThat(stage.rotations("often").valueStream())
        .hasSize(20)
        .allMatch(run -> run.path("state").asString().equals("done"));
    assertThat(alice.failed()).isEmpty();
    assertThat(alice.issued()).isGreaterThan(20);
  }

  @Test
  void startsByItselfWhenTheKeyIsOldEnough() {
    managed("aged");
    String old = onlyKey("aged").path("accessKeyId").asString();
    stage.clock.pass(Duration.ofDays(88));
    rotations.start();
    assertThat(rotations.stepOf("aged")).isEmpty();
    stage.clock.pass(Duration.ofDays(2));
    rotations.start();
    rotations.untilAllRest();
    JsonNode done = stage.rotations("aged").path(0);
    assertThat(done.path("state").asString()).isEqualTo("done");
    assertThat(done.path("cause").asString()).isEqualTo("schedule");
    assertThat(onlyKey("aged").path("accessKeyId").asString()).isNotEqualTo(old);
    rotations.start();
    assertThat(rotations.stepOf("aged")).isEmpty();
  }

  @Test
  void startsNoSecondOneAndLetsNobodyPutOrRemoveAKeyMeanwhile() {
    SandboxUser user = managed("busy");
    stage.startsRotation("busy").expect(201);
    stage.startsRotation("busy").expect(ProblemType.CONFLICT);
    stage.owner.device().delete(stage.broker, "/v1/shared-users/busy").expect(ProblemType.CONFLICT);
    stage
        .owner
        .device()
        .put(
            stage.broker,
            "/v1/shared-users/busy/access-key",
            """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(user.key().id(), "x"))
        .expect(422);
    stage.saysToRotation("busy", "undo").expect(200);
    rotations.untilAllRest();
    assertThat(stage.rotations("busy").path(0).path("state").asString()).isEqualTo("undone");
  }

  @Test
  void belongsToOwnersAndIsShownToNobodyElse() {
    managed("closed");
    Answer begun = stage.startsRotation("closed").expect(201);
    String path = "/v1/shared-users/closed/rotation";
    stage.bob.fresh(stage.broker).post(stage.broker, path + "/undo", "").expect(404);
    stage.alice.fresh(stage.broker).post(stage.broker, path + "/undo", "").expect(403);
    stage.admin.fresh(stage.broker).post(stage.broker, path + "/undo", "").expect(403);
    stage.bob.device().get(stage.broker, "/v1/rotations/" + begun.text("id")).expect(404);
    assertThat(stage.bob.device().get(stage.broker, "/v1/rotations").expect(200).json()).isEmpty();
    stage.alice.device().get(stage.broker, "/v1/rotations/" + begun.text("id")).expect(200);
    stage.admin.device().post(stage.broker, path + "/hold", "").expect(200);
    assertThat(rotations.until("closed", "creating")).isFalse();
    stage.saysToRotation("closed", "resume").expect(200);
    rotations.untilAllRest();
    assertThat(stage.rotations("closed").path(0).path("state").asString()).isEqualTo("done");
  }

  @Test
  void actsAsTheUserItselfWhereTheAccountHasNoManagementPrincipal() {
    SandboxUser user = stage.awsUser("alone").allowed(HandCranked.actions());
    stage.imports(stage.owner, "alone", user.key()).expect(201);
    withoutPrincipal();
    stage.startsRotation("alone").expect(201);
    rotations.untilAllRest();
    JsonNode done = stage.rotations("alone").path(0);
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("done");
    assertThat(user.activeKeys()).containsExactly(done.path("newAccessKeyId").asString());
  }

  /** Imported, with a member who works with it, and an account that has a principal. */
  private static SandboxUser managed(String name) {
    SandboxUser user = stage.shared(name);
    stage.grantsRole(name, stage.alice, stage.role(name + "-role", user));
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    return user;
  }

  private static void withoutPrincipal() {
    stage
        .admin
        .fresh(stage.broker)
        .delete(
            stage.broker,
            "/v1/accounts/" + dev.teambroker.sandbox.Sandbox.ACCOUNT + "/management-principal");
  }

  private static List<String> steps(JsonNode run) {
    return stage
        .owner
        .device()
        .get(stage.broker, "/v1/rotations/" + run.path("id").asString())
        .expect(200)
        .json()
        .path("events")
        .valueStream()
        .map(event -> event.path("step").asString())
        .toList();
  }

  private static JsonNode onlyKey(String name) {
    JsonNode keys =
        stage
            .owner
            .fresh(stage.broker)
            .get(stage.broker, "/v1/shared-users/" + name)
            .expect(200)
            .json()
            .path("accessKeys");
    assertThat(keys).as(keys.toString()).hasSize(1);
    return keys.path(0);
  }
}
