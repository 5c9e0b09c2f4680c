package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When a key is replaced by itself: by its true age, and by what its owner has set. */
class ScheduleTest {
  private Stage stage;
  private HandCranked rotations;

  @BeforeEach
  void start() {
    stage =
        new Stage(
            HandCranked.BY_HAND,
            "broker.rotation.watch=1h",
            "broker.rotation.schedule.period=90d",
            "broker.rotation.schedule.jitter=0s",
            "broker.rotation.schedule.notice=7d");
    rotations = new HandCranked(stage.broker, stage.clock);
    stage.shared("first-of-its-account");
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    schedule("first-of-its-account", "{\"period\": \"none\"}").expect(200);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void goesByWhenAwsMadeTheKeyAndNotByWhenItCame() {
    SandboxUser user = stage.awsUser("old");
    SandboxKey key = user.key();
    Instant made = stage.clock.instant();
    stage.clock.pass(Duration.ofDays(60));
    stage.imports(stage.owner, "old", key).expect(201);
    rotations.learnsAges();
    assertThat(Instant.parse(key("old").path("madeAt").asString())).isEqualTo(made);
    assertThat(Instant.parse(key("old").path("storedAt").asString()))
        .isAfterOrEqualTo(made.plus(Duration.ofDays(60)));

    stage.clock.pass(Duration.ofDays(30));
    assertThat(noticesOf(stage.owner)).contains("is 90 days old");
    rotations.start();
    assertThat(rotations.stepOf("old")).isPresent();
  }

  @Test
  void countsFromTheImportWhereIamDoesNotTellOrTheRowSaysLater() {
    SandboxKey key = stage.awsUser("untold").key();
    stage.clock.pass(Duration.ofDays(60));
    stage.aws.next("ListAccessKeys").always().fails();
    stage.imports(stage.owner, "untold", key).expect(201);
    rotations.learnsAges();
    Instant imported = stage.clock.instant();
    assertThat(Instant.parse(key("untold").path("madeAt").asString())).isEqualTo(imported);

    stage
        .database
        .ownersJdbc()
        .sql("update broker.access_key_creation set made_at = now() + interval '9 years'")
        .update();
    stage.aws.clearFaults();
    assertThat(Instant.parse(key("untold").path("madeAt").asString())).isEqualTo(imported);
    stage.clock.pass(Duration.ofDays(90));
    rotations.start();
    assertThat(rotations.stepOf("untold")).isPresent();
  }

  @Test
  void isWhatTheOwnerSetsAndTheConfiguredOneOtherwise() {
    stage.shared("monthly");
    stage.shared("never");
    stage.shared("usual");
    assertThat(schedule("monthly", "{\"period\": \"30d\"}").expect(200).text("period"))
        .isEqualTo("30d");
    schedule("never", "{\"period\": \"none\"}").expect(200);
    assertThat(shown("usual").path("inherited").asBoolean()).isTrue();
    assertThat(shown("usual").path("period").asString()).isEqualTo("90d");
    assertThat(shown("never").path("dueAt").isString()).isFalse();

    stage.clock.pass(Duration.ofDays(30));
    rotations.start();
    assertThat(rotations.stepOf("monthly")).isPresent();
    assertThat(rotations.stepOf("usual")).isEmpty();
    stage.clock.pass(Duration.ofDays(60));
    rotations.start();
    assertThat(rotations.stepOf("usual")).isPresent();
    assertThat(rotations.stepOf("never")).isEmpty();

    stage.owner.fresh(stage.broker).delete(stage.broker, path("never")).expect(200);
    stage.owner.device().delete(stage.broker, path("never")).expect(ProblemType.CONFLICT);
    rotations.start();
    assertThat(rotations.stepOf("never")).isPresent();
  }

  @Test
  void takesACronWithAZoneAndReplacesTheKeyAtItsFirstTimeAfterItWasMade() {
    stage.shared("timed");
    String cron = "30 2 * * * Europe/Berlin";
    schedule("timed", "{\"cron\": \"" + cron + "\"}").expect(200);
    assertThat(shown("timed").path("cron").asString()).isEqualTo(cron);
    Instant due = Instant.parse(shown("timed").path("dueAt").asString());
    assertThat(due.atZone(ZoneId.of("Europe/Berlin")).toLocalTime()).isEqualTo(LocalTime.of(2, 30));
    assertThat(Duration.between(stage.clock.instant(), due))
        .isBetween(Duration.ZERO, Duration.ofDays(1));

    stage.clock.pass(Duration.between(stage.clock.instant(), due).minusSeconds(1));
    rotations.start();
    assertThat(rotations.stepOf("timed")).isEmpty();
    stage.clock.pass(Duration.ofSeconds(1));
    rotations.start();
    assertThat(rotations.stepOf("timed")).isPresent();
  }

  @Test
  void belongsToOwnersAndRefusesWhatItCantBe() {
    stage.shared("closed");
    stage.bob.fresh(stage.broker).get(stage.broker, path("closed")).expect(404);
    stage
        .admin
        .fresh(stage.broker)
        .put(stage.broker, path("closed"), "{\"period\": \"30d\"}")
        .expect(ProblemType.FORBIDDEN);
    for (String wrong :
        new String[] {
          "{}",
          "{\"period\": \"30d\", \"cron\": \"0 2 1 * * UTC\"}",
          "{\"period\": \"0d\"}",
          "{\"period\": \"1h\"}",
          "{\"cron\": \"0 2 1 * *\"}",
          "{\"cron\": \"* * * * * UTC\"}",
          "{\"cron\": \"0 2 31 2 * UTC\"}",
          "{\"cron\": \"0 2 1 * * Mars\"}"
        }) {
      schedule("closed", wrong).expect(ProblemType.INVALID_REQUEST);
    }
  }

  @Test
  void isToldAheadToMembersAndNoEarlierThanThat() {
    SandboxUser user = stage.shared("ahead");
    stage.grantsRole("ahead", stage.alice, stage.role("ahead-role", user));
    new ConsumersScene(stage).registers("ahead", "batch", "\"kind\": \"acknowledged\"");
    stage.clock.pass(Duration.ofDays(82));
    assertThat(noticesOf(stage.alice)).isEmpty();
    stage.clock.pass(Duration.ofDays(1));
    assertThat(noticesOf(stage.alice))
        .contains("The key of ahead is due to be replaced from ", "key: batch (acknowledged).");
    assertThat(noticesOf(stage.bob)).isEmpty();
    stage.clock.pass(Duration.ofDays(7));
    rotations.start();
    assertThat(noticesOf(stage.alice)).contains("is being rotated").doesNotContain("is due");
  }

  private static String path(String name) {
    return "/v1/shared-users/" + name + "/rotation-schedule";
  }

  private Answer schedule(String name, String json) {
    return stage.owner.fresh(stage.broker).put(stage.broker, path(name), json);
  }

  private JsonNode shown(String name) {
    return stage.owner.fresh(stage.broker).get(stage.broker, path(name)).expect(200).json();
  }

  private JsonNode key(String name) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + name)
        .expect(200)
        .json()
        .path("accessKeys")
        .path(0);
  }

  private String noticesOf(Person person) {
    return person
        .fresh(stage.broker)
        .get(stage.broker, "/v1/me/notices")
        .expect(200)
        .json()
        .valueStream()
        .map(notice -> notice.path("text").asString())
        .collect(Collectors.joining("\n"));
  }
}
