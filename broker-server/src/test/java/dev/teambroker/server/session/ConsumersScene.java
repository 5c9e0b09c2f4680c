package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Shared users with consumers, and their rotations turn by turn. */
final class ConsumersScene {
  final Stage stage;
  final HandCranked rotations;

  ConsumersScene(Stage stage) {
    this.stage = stage;
    this.rotations = new HandCranked(stage.broker, stage.clock);
  }

  /** In an account that has a management principal. */
  static ConsumersScene managed(Stage stage) {
    stage.shared("first-of-its-account");
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    return new ConsumersScene(stage);
  }

  SandboxUser shared(String name) {
    return stage.shared(name);
  }

  /** Where it isn't there yet. */
  void sharedOnce(String name) {
    if (stage.broker.bean(SharedUsers.class).named(name).isEmpty()) {
      stage.shared(name);
    }
  }

  Answer proposes(Person who, String user, String json) {
    return who.fresh(stage.broker).post(stage.broker, consumers(user), json);
  }

  Answer confirms(Person who, String user, String consumer, String id) {
    return who.fresh(stage.broker)
        .post(
            stage.broker,
            consumers(user) + "/" + consumer + "/confirm",
            "{\"id\": \"" + id + "\"}");
  }

  /** By the owner and the admin. */
  void registers(String user, String name, String rest) {
    Answer proposed =
        proposes(stage.owner, user, "{\"name\": \"" + name + "\", " + rest + "}").expect(201);
    confirms(stage.admin, user, name, proposed.text("id")).expect(200);
  }

  Answer acknowledges(Person who, String user, String consumer) {
    return who.fresh(stage.broker)
        .post(stage.broker, consumers(user) + "/" + consumer + "/acknowledgement", "");
  }

  Answer withdraws(String user, String consumer) {
    return stage.owner.fresh(stage.broker).delete(stage.broker, consumers(user) + "/" + consumer);
  }

  JsonNode list(Person who, String user) {
    return who.fresh(stage.broker).get(stage.broker, consumers(user)).expect(200).json();
  }

  void starts(String user) {
    says(user, "").expect(201);
  }

  Answer says(String user, String what) {
    return stage
        .owner
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + user + "/rotation" + what, "");
  }

  /** The latest run. */
  JsonNode run(String user) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + user + "/rotations")
        .expect(200)
        .json()
        .path(0);
  }

  String newKey(String user) {
    return run(user).path("newAccessKeyId").asString();
  }

  /** Goes on to the end, which is that the new key stays. */
  void ends(String user) {
    rotations.untilAllRest();
    JsonNode run = run(user);
    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
  }

  /** What the latest run told. */
  String told(String user) {
    return events(user).toString();
  }

  /** When the latest run told that. */
  Instant at(String user, String part) {
    return events(user)
        .valueStream()
        .filter(event -> event.path("says").asString().contains(part))
        .map(event -> Instant.parse(event.path("at").asString()))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode events(String user) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/rotations/" + run(user).path("id").asString())
        .expect(200)
        .json()
        .path("events");
  }

  private static String consumers(String user) {
    return "/v1/shared-users/" + user + "/consumers";
  }
}
