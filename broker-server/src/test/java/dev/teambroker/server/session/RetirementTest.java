package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a shared user, through HTTP. */
class RetirementTest {
  private static final String[] KEEPING = {
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:UpdateAccessKey",
    "iam:DeleteAccessKey",
    "iam:GetAccessKeyLastUsed"
  };

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
  void stopsSessionsSwitchesTheKeyOffThenDeletesItAndLeavesAForeignOne() {
    SandboxUser user = stage.awsUser("old");
    SandboxKey key = user.key();
    stage.imports(stage.owner, "old", key).expect(201);
    stage.principal(stage.admin, stage.aws.user("manager").allowed(KEEPING).key()).expect(200);
    SandboxKey foreign = user.key();
    String session = sessionOf("old", user);
    end(stage.owner, "old", "delete").expect(ProblemType.CONFLICT);

    Answer begun = begin(stage.owner, "old").expect(200);
    assertThat(begun.json().path("keys").path(0).path("state").asString()).isEqualTo("inactive");
    assertThat(begun.json().path("foreignKeys").toString()).contains(foreign.id());
    stage.asks(stage.alice, "old", "role").expect(ProblemType.SUSPENDED);
    begin(stage.owner, "old").expect(200);
    assertThat(user.keys()).contains(key.id(), foreign.id());

    end(stage.owner, "old", "burn").expect(ProblemType.INVALID_REQUEST);
    end(stage.owner, "old", "delete").expect(200);
    assertThat(user.keys()).containsExactly(foreign.id());
    stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/old")
        .expect(ProblemType.NOT_FOUND);
    stage.alice.fresh(stage.broker).get(stage.broker, "/v1/sessions/" + session).expect(200);
  }

  @Test
  void handsBackAnImportedKeyAsItWas() {
    SandboxUser user = stage.awsUser("returned");
    SandboxKey key = user.key();
    stage.imports(stage.owner, "returned", key).expect(201);
    stage.principal(stage.admin, stage.aws.user("manager").allowed(KEEPING).key()).expect(200);
    begin(stage.owner, "returned").expect(200);
    end(stage.owner, "returned", "hand-back").expect(200);
    stage.imports(stage.bob, "returned", key).expect(201);
  }

  @Test
  void ofAUserThatKeepsItselfItsOwnKeyGoesLast() {
    SandboxUser user = stage.shared("alone").allowed(KEEPING);
    Answer begun = begin(stage.owner, "alone").expect(200);
    assertThat(begun.json().path("keys").path(0).path("state").asString()).isEqualTo("active");
    end(stage.owner, "alone", "delete").expect(200);
    assertThat(user.keys()).isEmpty();
  }

  @Test
  void isForOwnersAlone() {
    stage.shared("whose").allowed(KEEPING);
    begin(stage.admin, "whose").expect(ProblemType.FORBIDDEN);
    begin(stage.bob, "whose").expect(ProblemType.NOT_FOUND);
    begin(stage.owner, "whose").expect(200);
    end(stage.admin, "whose", "delete").expect(ProblemType.FORBIDDEN);
  }

  @Test
  void canBeRepeatedWhereAwsFailedHalfWay() {
    SandboxUser user = stage.shared("flaky").allowed(KEEPING);
    begin(stage.owner, "flaky").expect(200);
    stage.aws.next("DeleteAccessKey").fails();
    end(stage.owner, "flaky", "delete").expect(ProblemType.AWS_UNAVAILABLE);
    assertThat(user.keys()).hasSize(1);
    end(stage.owner, "flaky", "delete").expect(200);
    assertThat(user.keys()).isEmpty();
  }

  private String sessionOf(String name, SandboxUser user) {
    stage.grantsRole(name, stage.alice, stage.role(name + "-role", user));
    return stage.asks(stage.alice, name, "role").expect(200).text("accessKeyId");
  }

  private Answer begin(Person who, String name) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + name + "/retirement", "");
  }

  private Answer end(Person who, String name, String keys) {
    return who.fresh(stage.broker)
        .post(
            stage.broker,
            "/v1/shared-users/" + name + "/retirement/end",
            "{\"keys\": \"" + keys + "\"}");
  }
}
