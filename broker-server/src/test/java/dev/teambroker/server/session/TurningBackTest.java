package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.rotation.DyingJournal;
import dev.teambroker.server.rotation.DyingJournal.Death;
import dev.teambroker.server.rotation.HandCranked;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A rotation is undone, held and resumed, at every step up to the deletion. */
class TurningBackTest {
  private static Stage stage;
  private static HandCranked rotations;
  private static DyingJournal journal;
  private static WorkingMember alice;

  @BeforeAll
  static void start() {
    stage = new Stage(_ -> DyingJournal.bean(), HandCranked.BY_HAND, "broker.rotation.watch=1h");
    rotations = new HandCranked(stage.broker, stage.clock);
    journal = stage.broker.bean(DyingJournal.class);
    alice = new WorkingMember(stage, "alice");
    stage.shared("first-of-its-account");
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void asItWas() {
    journal.lives();
    stage.aws.clearFaults();
    stage.aws.resetSettings();
  }

  /** Stopped right after it has come to the step, by dying. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "creating",
        "sealed",
        "proved",
        "switched",
        "drained",
        "deactivating",
        "deactivated",
        "deleting"
      })
  void comesBackToTheOldKeyFrom(String step) {
    String name = "undone-at-" + step;
    SandboxUser user = shared(name);
    String old = user.keys().getFirst();
    stage.startsRotation(name).expect(201);
    journal.dies(new Death(step, true));
    rotations.untilAllRest(() -> {}, () -> !journal.waits());
    alice.asks(name);
    stage.saysToRotation(name, "undo").expect(200);
    rotations.untilAllRest(() -> alice.asks(name));

    JsonNode run = stage.rotations(name).path(0);
    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("undone");
    assertThat(user.activeKeys()).containsExactly(old);
    assertThat(user.keys()).containsExactly(old);
    assertThat(storedKeys(name)).containsExactly(old);
    assertThat(alice.failed()).isEmpty();
  }

  @Test
  void saysThatItIsTooLateWhereTheOldKeyIsDeleted() {
    SandboxUser user = shared("too-late");
    stage.startsRotation("too-late").expect(201);
    stage.aws.next("DeleteAccessKey").resetsAfterDoing();
    assertThat(rotations.until("too-late", "deleting")).isTrue();
    stage.saysToRotation("too-late", "undo").expect(200);
    rotations.untilAllRest();
    JsonNode run = stage.rotations("too-late").path(0);
    assertThat(run.path("state").asString()).isEqualTo("done");
    assertThat(user.activeKeys()).containsExactly(run.path("newAccessKeyId").asString());
    stage.saysToRotation("too-late", "undo").expect(ProblemType.CONFLICT);
  }

  @Test
  void holdsTheOldKeyWhileSomebodyUnknownUsesIt() {
    SandboxUser user = stage.awsUser("leaked").allowed("iam:GetUser");
    SandboxKey key = user.key();
    stage.imports(stage.owner, "leaked", key).expect(201);
    stage.startsRotation("leaked").expect(201);
    assertThat(rotations.until("leaked", "switched")).isTrue();
    stage.clock.pass(Duration.ofMinutes(20));
    alice.uses(key);

    rotations.untilAllRest();
    JsonNode held = stage.rotations("leaked").path(0);
    assertThat(held.path("heldFor").asString()).isEqualTo("in-use");
    assertThat(held.path("held").asString()).contains(key.id(), "sts", "us-east-1");
    assertThat(user.activeKeys()).contains(key.id());
    assertThat(rotations.until("leaked", "deactivating")).isFalse();

    stage.clock.pass(Duration.ofMinutes(1));
    stage.saysToRotation("leaked", "resume").expect(200);
    rotations.untilAllRest();
    assertThat(stage.rotations("leaked").path(0).path("state").asString()).isEqualTo("done");
  }

  @Test
  void asksAnOwnerWhoseTheKeyIsThatAppeared() {
    for (String answer : List.of("keep", "remove")) {
      String name = "appeared-" + answer;
      SandboxUser user = shared(name);
      String old = user.keys().getFirst();
      stage.aws.next("CreateAccessKey").resets();
      stage.aws.set(Delay.TRAIL, Duration.ofMinutes(15));
      stage.startsRotation(name).expect(201);
      assertThat(rotations.until(name, "creating")).isTrue();
      String appeared = user.key().id();
      rotations.untilAllRest();
      assertThat(stage.rotations(name).path(0).path("candidate").asString()).isEqualTo(appeared);

      stage.saysToRotation(name, "resume?candidate=" + answer).expect(200);
      rotations.untilAllRest(() -> alice.asks(name));
      if (answer.equals("keep")) {
        assertThat(stage.rotations(name).path(0).path("held").asString())
            .contains(appeared, "not of the broker", "no use of it is known");
        assertThat(user.activeKeys()).containsExactly(old, appeared);
        stage.saysToRotation(name, "undo").expect(200);
        rotations.untilAllRest();
        assertThat(stage.rotations(name).path(0).path("state").asString()).isEqualTo("undone");
        assertThat(user.activeKeys()).containsExactly(old, appeared);
      } else {
        assertThat(stage.rotations(name).path(0).path("state").asString()).isEqualTo("done");
        assertThat(user.keys()).hasSize(1).doesNotContain(old, appeared);
      }
    }
  }

  @Test
  void sendsNothingOnceSomebodyHasMovedTheRunOrTheStepIsOld() {
    SandboxUser user = shared("fenced");
    List<String> before = user.keys();
    stage.startsRotation("fenced").expect(201);
    journal.dies(new Death("creating", true));
    rotations.untilAllRest(() -> {}, () -> !journal.waits());
    assertThat(
            rotations.sendsLate("fenced", () -> stage.saysToRotation("fenced", "hold").expect(200)))
        .isFalse();
    assertThat(user.keys()).isEqualTo(before);
    stage.saysToRotation("fenced", "resume").expect(200);
    assertThat(rotations.sendsLate("fenced", () -> stage.clock.pass(Duration.ofSeconds(30))))
        .isFalse();
    assertThat(user.keys()).isEqualTo(before);
    rotations.untilAllRest();
    assertThat(stage.rotations("fenced").path(0).path("state").asString()).isEqualTo("done");
  }

  @Test
  void keepsTheOldKeyWhileTheNewOneIsNotActive() {
    SandboxUser user = shared("switched-off");
    String old = user.keys().getFirst();
    alice.asks("switched-off");
    stage.startsRotation("switched-off").expect(201);
    assertThat(rotations.until("switched-off", "switched")).isTrue();
    String next = stage.rotations("switched-off").path(0).path("newAccessKeyId").asString();
    alice.switches(user, next, false);
    rotations.untilAllRest();
    assertThat(stage.rotations("switched-off").path(0).path("heldFor").asString())
        .isEqualTo("drift");
    assertThat(user.activeKeys()).containsExactly(old);

    alice.switches(user, next, true);
    stage.saysToRotation("switched-off", "resume").expect(200);
    rotations.untilAllRest();
    assertThat(stage.rotations("switched-off").path(0).path("state").asString()).isEqualTo("done");
    assertThat(user.activeKeys()).containsExactly(next);
  }

  @Test
  void isHeldByARestoreAndCountedUntilAnOwnerHasLooked() {
    SandboxUser user = shared("restored");
    int held = rotations.held();
    int underWay = rotations.underWay();
    stage.startsRotation("restored").expect(201);
    assertThat(rotations.until("restored", "switched")).isTrue();
    rotations.restore();
    JsonNode run = stage.rotations("restored").path(0);
    assertThat(run.path("heldFor").asString()).isEqualTo("restored");
    assertThat(run.path("nextAt").isString()).isFalse();
    assertThat(rotations.held()).isEqualTo(held + 1);
    assertThat(rotations.underWay()).isEqualTo(underWay + 1);

    stage.clock.pass(Duration.ofDays(2));
    rotations.untilAllRest();
    assertThat(user.activeKeys()).hasSize(2);
    stage.saysToRotation("restored", "resume").expect(200);
    rotations.untilAllRest(() -> alice.asks("restored"));
    assertThat(stage.rotations("restored").path(0).path("state").asString()).isEqualTo("done");
    assertThat(rotations.held()).isEqualTo(held);
    assertThat(rotations.underWay()).isEqualTo(underWay);
  }

  @Test
  void makesNoKeyForAUserThatWasMadeAgainUnderItsName() {
    shared("again").delete();
    SandboxUser again = stage.awsUser("again");
    String key = again.key().id();
    stage.startsRotation("again").expect(201);
    rotations.untilAllRest();
    assertThat(stage.rotations("again").path(0).path("held").asString())
        .contains("deleted and made again");
    assertThat(again.keys()).containsExactly(key);
  }

  private static SandboxUser shared(String name) {
    SandboxUser user = stage.shared(name);
    stage.grantsRole(name, stage.alice, stage.role(name, user));
    return user;
  }

  private static List<String> storedKeys(String name) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + name)
        .expect(200)
        .json()
        .path("accessKeys")
        .valueStream()
        .map(key -> key.path("accessKeyId").asString())
        .toList();
  }
}
