package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.rotation.HandCranked;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a user that keeps its own keys may not do is found out before a key is made. */
class PreflightTest {
  private static final String[] NOT_DELETING =
      Stream.concat(
              Stream.of(HandCranked.actions()).filter(action -> !action.contains("Delete")),
              Stream.of("iam:SimulatePrincipalPolicy", "iam:GetUserPolicy"))
          .toArray(String[]::new);
  private static final String WANTS_MFA =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Deny", "Action": "iam:*AccessKey", "Resource": "*",
                      "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]}""";

  private static Stage stage;
  private static HandCranked rotations;

  @BeforeAll
  static void start() {
    stage = new Stage(HandCranked.BY_HAND, "broker.rotation.watch=1h");
    rotations = new HandCranked(stage.broker, stage.clock);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void holdsWhereThePoliciesLackWhatALaterStepNeedsUntilTheyAreMended() {
    SandboxUser user = imported("lacking", NOT_DELETING);
    assertThat(held("lacking"))
        .contains("don't allow iam:DeleteAccessKey", "shared-user policy lacking");
    assertThat(user.keys()).hasSize(1);

    user.allowed("iam:DeleteAccessKey");
    resume("lacking");
    assertThat(stage.rotations("lacking").path(0).path("state").asString()).isEqualTo("done");
  }

  @Test
  void goesOnWherePoliciesAskForWhatASimulationHasNot() {
    SandboxUser user = imported("from-here", NOT_DELETING);
    user.withPolicy(
        "from-here",
        """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "iam:DeleteAccessKey", "Resource": "*",
                        "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}}]}""");
    stage.startsRotation("from-here").expect(201);
    rotations.untilAllRest();
    JsonNode run = stage.rotations("from-here").path(0);
    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
  }

  @Test
  void saysThatMfaForKeyCallsAndTheGuardCantBothBe() {
    SandboxUser user = imported("guarded", NOT_DELETING).allowed("iam:DeleteAccessKey");
    user.withPolicy("mfa", WANTS_MFA).withPolicy("guard", guard("guarded"));
    assertThat(held("guarded"))
        .contains("with MFA only", "the guard denies those calls", "management principal");
    assertThat(user.keys()).hasSize(1);

    user.withoutPolicy("mfa");
    resume("guarded");
    assertThat(stage.rotations("guarded").path(0).path("state").asString()).isEqualTo("done");
  }

  @Test
  void saysThatTheBrokersCallsHaveNoMfa() {
    SandboxUser user = imported("mfa-only", NOT_DELETING).allowed("iam:DeleteAccessKey");
    user.withPolicy("mfa", WANTS_MFA);
    assertThat(held("mfa-only"))
        .contains("with MFA only", "management principal")
        .doesNotContain("guard");
    assertThat(user.keys()).hasSize(1);
    stage.saysToRotation("mfa-only", "undo").expect(200);
    rotations.untilAllRest();
  }

  private static SandboxUser imported(String name, String... allowed) {
    SandboxUser user = stage.aws.user(name).allowed(allowed);
    stage.imports(stage.owner, name, user.key()).expect(201);
    return user;
  }

  private static String held(String name) {
    stage.startsRotation(name).expect(201);
    rotations.untilAllRest();
    JsonNode run = stage.rotations(name).path(0);
    assertThat(run.path("heldFor").asString()).as(run.toString()).isEqualTo("refused");
    return run.path("held").asString();
  }

  private static void resume(String name) {
    stage.saysToRotation(name, "resume").expect(200);
    rotations.untilAllRest();
  }

  private static String guard(String name) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + name + "/policies")
        .expect(200)
        .json()
        .valueStream()
        .filter(policy -> policy.path("purpose").asString().equals("guard"))
        .findFirst()
        .orElseThrow()
        .path("document")
        .asString();
  }
}
