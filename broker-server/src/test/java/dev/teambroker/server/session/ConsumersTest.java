package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.rotation.DyingJournal;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Consumers of the long-term key: who registers them, and what a rotation does for them. */
class ConsumersTest {
  private static final String ACKNOWLEDGED = "\"kind\": \"acknowledged\"";

  @TempDir private static Path folder;
  private static Path directory;
  private static Stage stage;
  private static ConsumersScene scene;
  private static DyingJournal journal;

  @BeforeAll
  static void start() throws IOException {
    directory = Files.createDirectory(folder.resolve("keys"));
    stage =
        new Stage(
            _ -> DyingJournal.bean(),
            HandCranked.BY_HAND,
            "broker.rotation.watch=1h",
            "broker.rotation.consumers.directory=" + directory,
            "broker.rotation.consumers.reload-within=10m");
    scene = ConsumersScene.managed(stage);
    journal = stage.broker.bean(DyingJournal.class);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void asItWas() {
    journal.lives();
    stage.aws.resetSettings();
  }

  @Test
  void countsOnceSomebodyElseHasConfirmedTheVeryProposal() throws IOException {
    scene.shared("two");
    String ci = "{\"name\": \"ci\", " + file("two.json") + "}";
    scene.proposes(stage.admin, "two", ci).expect(403);
    Answer proposed = scene.proposes(stage.owner, "two", ci).expect(201);
    assertThat(proposed.text("state")).isEqualTo("proposed");
    scene.proposes(stage.owner, "two", ci).expect(ProblemType.CONFLICT);
    scene.confirms(stage.owner, "two", "ci", proposed.text("id")).expect(403);
    scene.confirms(stage.bob, "two", "ci", proposed.text("id")).expect(404);
    scene.starts("two");
    scene.ends("two");
    assertThat(directory.resolve("two.json")).doesNotExist();

    scene.withdraws("two", "ci").expect(204);
    Answer again = scene.proposes(stage.owner, "two", ci).expect(201);
    scene.confirms(stage.admin, "two", "ci", proposed.text("id")).expect(ProblemType.CONFLICT);
    Answer confirmed = scene.confirms(stage.admin, "two", "ci", again.text("id")).expect(200);
    assertThat(confirmed.text("state")).isEqualTo("confirmed");
    assertThat(confirmed.text("proposedBy")).isEqualTo("olivia");
    assertThat(confirmed.text("confirmedBy")).isEqualTo("admin");
    for (String action : List.of("proposed", "withdrawn", "confirmed")) {
      assertThat(stage.actionsOf("consumer." + action, "two")).as(action).isPositive();
    }
    scene.starts("two");
    scene.ends("two");
    assertThat(key("two.json")).isEqualTo(scene.newKey("two"));
  }

  @Test
  void isNotConfirmedOnceItsProposerOwnsNothing() {
    scene.shared("left");
    Answer proposed =
        scene.proposes(stage.owner, "left", "{\"name\": \"ci\", " + ACKNOWLEDGED + "}").expect(201);
    owner("left", "PUT", "alice");
    stage
        .alice
        .fresh(stage.broker)
        .delete(stage.broker, "/v1/shared-users/left/owners/olivia")
        .expect(204);
    scene.confirms(stage.admin, "left", "ci", proposed.text("id")).expect(ProblemType.CONFLICT);
  }

  @Test
  void getsTheKeyIntoItsFileOnceItIsProvedAndBeforeTheOldOneIsDeactivated() throws IOException {
    SandboxUser user = scene.shared("deploy");
    Files.createDirectory(directory.resolve("ci"));
    scene.registers("deploy", "ci", file("ci/deploy.json"));
    stage.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(12));
    scene.starts("deploy");
    assertThat(scene.told("deploy")).contains("consumers of the new key: ci (file)");
    assertThat(scene.rotations.until("deploy", "sealed")).isTrue();
    assertThat(directory.resolve("ci/deploy.json")).doesNotExist();
    assertThat(scene.rotations.until("deploy", "drained")).isTrue();
    assertThat(key("ci/deploy.json")).isEqualTo(scene.newKey("deploy"));
    assertThat(user.activeKeys()).hasSize(2);

    scene.ends("deploy");
    Path file = directory.resolve("ci/deploy.json");
    String secret =
        JsonMapper.shared().readTree(Files.readAllBytes(file)).path("SecretAccessKey").asString();
    assertThat(secret).hasSize(40);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var all = Files.list(file.resolveSibling("."))) {
      assertThat(all).hasSize(1);
    }
    assertThat(scene.told("deploy"))
        .contains("ci (file) has " + scene.newKey("deploy"))
        .doesNotContain(secret);
    JsonNode last = scene.list(stage.owner, "deploy").path(0).path("last");
    assertThat(last.path("how").asString()).isEqualTo("pushed");
    assertThat(last.path("accessKeyId").asString()).isEqualTo(scene.newKey("deploy"));
  }

  @Test
  void holdsTheRotationUntilItHasAcknowledged() {
    SandboxUser user = scene.shared("held");
    String old = user.keys().getFirst();
    scene.registers("held", "batch", ACKNOWLEDGED);
    scene.acknowledges(stage.owner, "held", "batch").expect(ProblemType.CONFLICT);
    scene.starts("held");
    scene.rotations.untilAllRest();
    JsonNode held = scene.run("held");
    assertThat(held.path("heldFor").asString()).isEqualTo("consumers");
    assertThat(held.path("held").asString()).contains("batch (acknowledged)", old);
    assertThat(user.activeKeys()).contains(old).hasSize(2);
    scene.says("held", "/resume").expect(200);
    scene.rotations.untilAllRest();
    assertThat(scene.run("held").path("heldFor").asString()).isEqualTo("consumers");

    scene.acknowledges(stage.bob, "held", "batch").expect(404);
    scene.acknowledges(stage.owner, "held", "nobody").expect(404);
    scene.acknowledges(stage.owner, "held", "batch").expect(200);
    scene.acknowledges(stage.owner, "held", "batch").expect(200);
    scene.ends("held");
    assertThat(user.activeKeys()).doesNotContain(old);
    JsonNode last = scene.list(stage.owner, "held").path(0).path("last");
    assertThat(last.path("how").asString()).isEqualTo("acknowledged");
    assertThat(last.path("by").asString()).isEqualTo("olivia");
  }

  @Test
  void isPassedOverWhereItsPolicySaysSoAndNotBefore() {
    SandboxUser user = scene.shared("forced");
    scene.registers("forced", "batch", ACKNOWLEDGED + ", \"forceAfterSeconds\": 7200");
    scene.starts("forced");
    assertThat(scene.rotations.until("forced", "drained")).isTrue();
    assertThat(scene.run("forced").path("waitsFor").asString()).contains("batch", "passed over at");
    stage.clock.pass(Duration.ofMinutes(100));
    scene.rotations.turn();
    assertThat(scene.rotations.stepOf("forced")).contains("drained");
    assertThat(user.activeKeys()).hasSize(2);
    scene.ends("forced");
    assertThat(scene.told("forced")).contains("passed over, as its policy says after PT2H");
  }

  @Test
  void getsTheOldKeyBackWhereTheRotationIsUndone() throws IOException {
    SandboxUser user = scene.shared("back");
    String old = user.keys().getFirst();
    scene.registers("back", "ci", file("back.json"));
    scene.registers("back", "batch", ACKNOWLEDGED);
    scene.starts("back");
    scene.rotations.untilAllRest();
    assertThat(key("back.json")).isEqualTo(scene.newKey("back")).isNotEqualTo(old);
    scene.says("back", "/undo").expect(200);
    scene.rotations.untilAllRest();
    assertThat(scene.run("back").path("state").asString()).isEqualTo("undone");
    assertThat(key("back.json")).isEqualTo(old);
    assertThat(user.activeKeys()).containsExactly(old);
    assertThat(scene.at("back", "ci (file) has " + old))
        .isAfterOrEqualTo(
            scene.at("back", "ci (file) has " + scene.newKey("back")).plusSeconds(100));
  }

  @Test
  void getsNothingWhereTheRotationIsUndoneBeforeTheSwitch() {
    scene.shared("early");
    scene.registers("early", "ci", file("early.json"));
    stage.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(12));
    scene.starts("early");
    assertThat(scene.rotations.until("early", "sealed")).isTrue();
    scene.says("early", "/undo").expect(200);
    scene.rotations.untilAllRest();
    assertThat(scene.run("early").path("state").asString()).isEqualTo("undone");
    assertThat(directory.resolve("early.json")).doesNotExist();
  }

  @Test
  void getsTheKeyAgainWhereTheBrokerDiedBeforeThatWasOnRecord() throws IOException {
    scene.shared("died");
    scene.registers("died", "ci", file("died.json"));
    scene.starts("died");
    journal.diesBeforeSaying("ci (file) has");
    scene.rotations.untilAllRest(() -> {}, () -> !journal.waits());
    assertThat(key("died.json")).isEqualTo(scene.newKey("died"));
    assertThat(scene.told("died")).doesNotContain("ci (file) has");
    Files.delete(directory.resolve("died.json"));
    scene.ends("died");
    assertThat(key("died.json")).isEqualTo(scene.newKey("died"));
    assertThat(scene.told("died").split("ci \\(file\\) has", -1)).hasSize(2);
  }

  @Test
  void getsTheOldKeyBackWhereTheBrokerDiedBeforeThePushWasOnRecord() throws IOException {
    SandboxUser user = scene.shared("died-undone");
    String old = user.keys().getFirst();
    scene.registers("died-undone", "ci", file("died-undone.json"));
    scene.starts("died-undone");
    journal.diesBeforeSaying("ci (file) has");
    scene.rotations.untilAllRest(() -> {}, () -> !journal.waits());
    scene.says("died-undone", "/undo").expect(200);
    scene.rotations.untilAllRest();
    assertThat(scene.run("died-undone").path("state").asString()).isEqualTo("undone");
    assertThat(key("died-undone.json")).isEqualTo(old);
  }

  @Test
  void writesThroughNoLinkAndHoldsOnceItHasTriedOften() throws IOException {
    scene.shared("linked");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path link = Files.createSymbolicLink(directory.resolve("linked"), outside);
    scene.registers("linked", "ci", file("linked/key.json"));
    scene.starts("linked");
    scene.rotations.untilAllRest();
    assertThat(scene.run("linked").path("held").asString()).contains("ci (file) has not got");
    assertThat(outside).isEmptyDirectory();

    Files.delete(link);
    Files.createDirectory(link);
    scene.says("linked", "/resume").expect(200);
    scene.ends("linked");
    assertThat(key("linked/key.json")).isEqualTo(scene.newKey("linked"));
  }

  @Test
  void putsItsFileInPlaceOfALinkAndLeavesAloneWhatTheLinkNames() throws IOException {
    scene.shared("last-link");
    Path outside = Files.writeString(folder.resolve("somebody's"), "left alone");
    Path link = Files.createSymbolicLink(directory.resolve("last-link.json"), outside);
    scene.registers("last-link", "ci", file("last-link.json"));
    scene.starts("last-link");
    scene.ends("last-link");
    assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(outside).hasContent("left alone");
  }

  @Test
  void mayUseTheOldKeyForAWhileAfterItHasTheNewOne() {
    SandboxUser user = stage.awsUser("reloading").allowed("iam:GetUser");
    SandboxKey old = user.key();
    stage.imports(stage.owner, "reloading", old).expect(201);
    scene.registers("reloading", "ci", file("reloading.json"));
    scene.starts("reloading");
    assertThat(scene.rotations.until("reloading", "drained")).isTrue();
    stage.clock.pass(Duration.ofMinutes(5));
    new WorkingMember(stage, "alice").uses(old);
    scene.rotations.turn();
    assertThat(user.activeKeys()).contains(old.id());
    scene.ends("reloading");
  }

  @Test
  void holdsTheRotationBeforeAKeyIsMadeWhereTheConfigurationLetsItHaveNoneAnyMore() {
    SandboxUser user = scene.shared("disallowed");
    scene.registers("disallowed", "ci", file("disallowed.json"));
    scene.starts("disallowed");
    try (Replica other =
        stage.broker.another(
            stage.database, stage.clock, Scene.over(stage.aws, HandCranked.BY_HAND))) {
      new HandCranked(other, stage.clock, stage.broker).untilAllRest();
      JsonNode held = scene.run("disallowed");
      assertThat(held.path("heldFor").asString()).isEqualTo("consumers");
      assertThat(held.path("held").asString()).contains("ci (file)", "consumers.directory is not");
      assertThat(user.keys()).hasSize(1);
    }
    scene.says("disallowed", "/undo").expect(200);
    scene.rotations.untilAllRest();
  }

  @Test
  void isWaitedForNoMoreOnceItIsWithdrawn() {
    scene.shared("withdrawn");
    scene.registers("withdrawn", "batch", ACKNOWLEDGED);
    scene.starts("withdrawn");
    scene.rotations.untilAllRest();
    scene.withdraws("withdrawn", "batch").expect(204);
    scene.withdraws("withdrawn", "batch").expect(404);
    scene.says("withdrawn", "/resume").expect(200);
    scene.ends("withdrawn");
  }

  @Test
  void goesWithItsSharedUser() {
    scene.shared("gone");
    scene.registers("gone", "batch", ACKNOWLEDGED);
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/shared-users/gone").expect(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\": \"file\"",
        "\"kind\": \"file\", \"destination\": \"../out.json\"",
        "\"kind\": \"file\", \"destination\": \"/etc/out.json\"",
        "\"kind\": \"file\", \"destination\": \"a/../../out.json\"",
        "\"kind\": \"file\", \"destination\": \".hidden\"",
        "\"kind\": \"file\", \"destination\": \"a.json\", \"publicKey\": \"{}\"",
        "\"kind\": \"acknowledged\", \"destination\": \"a.json\"",
        "\"kind\": \"https\", \"destination\": \"https://ci.example/\", \"publicKey\": \"{}\"",
        "\"kind\": \"vault-kv\", \"destination\": \"apps/ci\"",
        "\"kind\": \"kubernetes-secret\", \"destination\": \"ci/deploy\"",
        "\"kind\": \"pigeon\"",
        "\"kind\": \"acknowledged\", \"forceAfterSeconds\": 1"
      })
  void takesNoDestinationThatIsNotAllowed(String rest) {
    scene.sharedOnce("faulty");
    scene
        .proposes(stage.owner, "faulty", "{\"name\": \"ci\", " + rest + "}")
        .expect(ProblemType.INVALID_REQUEST);
  }

  private static void owner(String user, String method, String member) {
    stage
        .owner
        .fresh(stage.broker)
        .call(stage.broker, method, "/v1/shared-users/" + user + "/owners/" + member, null)
        .expect(200);
  }

  private static String file(String path) {
    return "\"kind\": \"file\", \"destination\": \"" + path + "\"";
  }

  private static String key(String file) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readAllBytes(directory.resolve(file)))
        .path("AccessKeyId")
        .asString();
  }
}
