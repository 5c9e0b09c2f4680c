package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Taking an IAM user over through the management principal. */
class AdoptionTest {
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage();
    stage.shared("any");
    stage
        .principal(
            stage.admin,
            stage
                .aws
                .user("manager")
                .allowed("iam:GetUser", "iam:ListAccessKeys", "iam:CreateAccessKey")
                .key())
        .expect(200);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void makesAKeyThatNobodyEverHeldAndSessionsOfIt() {
    SandboxUser user = stage.awsUser("reports");
    Answer adopted = adopts(stage.admin, "reports", "olivia").expect(201);
    JsonNode key = adopted.json().path("accessKeys").path(0);
    assertThat(key.path("state").asString()).isEqualTo("current");
    assertThat(adopted.json().path("exposed").asBoolean()).isFalse();
    assertThat(adopted.json().path("owners").toString()).isEqualTo("[\"olivia\"]");
    assertThat(user.keys()).containsExactly(key.path("accessKeyId").asString());
    assertThat(stage.actionsOf(adopted))
        .containsExactly("shared-user.adopting", "shared-user.adopted");

    stage.grantsRole("reports", stage.alice, stage.role("reader", user));
    stage.asks(stage.alice, "reports", "role").expect(200);
    adopts(stage.admin, "reports", "olivia").expect(ProblemType.CONFLICT);
  }

  @Test
  void isForAdminsWhoGiveTheUserToSomebodyElse() {
    stage.awsUser("reports");
    adopts(stage.owner, "reports", "alice").expect(ProblemType.FORBIDDEN);
    adopts(stage.admin, "reports", stage.admin.name()).expect(ProblemType.INVALID_REQUEST);
    adopts(stage.admin, "reports", "nobody").expect(ProblemType.INVALID_REQUEST);
    assertThat(stage.aws.user("reports").keys()).isEmpty();
  }

  @Test
  void neverForcesAThirdKeyAndTakesNoUserTwice() {
    SandboxUser full = stage.awsUser("full");
    full.key();
    full.key();
    adopts(stage.admin, "full", "olivia").expect(ProblemType.CONFLICT).detail().contains("AKIA");
    adopt(stage.admin, "other-name", "any", "olivia").expect(ProblemType.CONFLICT);
    adopt(stage.admin, "principal", "manager", "olivia").expect(ProblemType.CONFLICT);
    adopt(stage.admin, "ghost", "no-such-user", "olivia").expect(ProblemType.AWS_REFUSED);
  }

  @Test
  void standsWithoutAKeyWhereTheAnswerWasLostAndGoesOnWhenItIsAdoptedAgain() {
    SandboxUser user = stage.awsUser("lost");
    stage.aws.next("CreateAccessKey").resetsAfterDoing();
    Answer lost = adopts(stage.admin, "lost", "olivia");
    lost.expect(ProblemType.AWS_UNAVAILABLE).detail().contains("CloudTrail", "adopt/u-");
    String orphan = user.keys().getFirst();
    adopts(stage.admin, "lost", "alice").expect(ProblemType.CONFLICT);
    Answer again = adopts(stage.admin, "lost", "olivia").expect(201);
    String key = again.json().path("accessKeys").path(0).path("accessKeyId").asString();
    assertThat(key).isNotEqualTo(orphan);
    assertThat(user.keys()).containsExactly(orphan, key);
  }

  private Answer adopts(Person who, String name, String owner) {
    return adopt(who, name, name, owner);
  }

  private Answer adopt(Person who, String name, String userName, String owner) {
    return who.fresh(stage.broker)
        .post(
            stage.broker,
            "/v1/accounts/" + Sandbox.ACCOUNT + "/adoptions",
            """
            {"name": "%s", "userName": "%s", "owner": "%s"}"""
                .formatted(name, userName, owner));
  }
}
