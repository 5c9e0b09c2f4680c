package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Importing and administering shared users, their owners and grants, through HTTP. */
class SharedUserTest {
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void importsAUserWhoseKeyIsProvedAndMarksItExposed() {
    SandboxUser user = stage.awsUser("deploy");
    Answer imported = stage.imports(stage.alice, "deploy", user.key()).expect(201);
    assertThat(imported.text("account")).isEqualTo("123456789012");
    assertThat(imported.text("partition")).isEqualTo("aws");
    assertThat(imported.text("userName")).isEqualTo("deploy");
    assertThat(imported.text("userId")).isEqualTo(user.id());
    assertThat(imported.json().path("exposed").asBoolean()).isTrue();
    assertThat(imported.json().path("owners").toString()).isEqualTo("[\"alice\"]");
  }

  @Test
  void refusesTheKeyOfRootWithTheReason() {
    Answer refused = stage.imports(stage.owner, "root", stage.aws.rootKey());
    refused.expect(ProblemType.INVALID_REQUEST).detail().contains("root");
  }

  @Test
  void refusesASessionsKeyWithTheReason() {
    stage
        .imports(stage.owner, "temporary", "ASIAEXAMPLEEXAMPLE00", "secret")
        .expect(ProblemType.INVALID_REQUEST)
        .detail()
        .contains("session");
  }

  @Test
  void refusesAWrongSecretAnUnknownKeyAndAnInactiveOne() {
    SandboxUser user = stage.awsUser("unproved");
    SandboxKey key = user.key();
    Answer wrong = stage.imports(stage.owner, "unproved", key.id(), key.secret() + "x");
    assertThat(wrong.expect(ProblemType.AWS_REFUSED).text("awsCode"))
        .isEqualTo("SignatureDoesNotMatch");
    Answer unknown = stage.imports(stage.owner, "unproved", "AKIAEXAMPLEEXAMPLE00", "secret");
    assertThat(unknown.expect(ProblemType.AWS_REFUSED).text("awsCode"))
        .isEqualTo("InvalidClientTokenId");
    key.deactivate();
    stage.imports(stage.owner, "unproved", key).expect(ProblemType.AWS_REFUSED);
    assertThat(stage.actionsOf(wrong)).containsExactly("shared-user.import-refused");
  }

  @Test
  void refusesAUserWhoMayNotSeeItselfNamingWhatIsMissing() {
    stage
        .imports(stage.owner, "blind", stage.aws.user("blind").key())
        .expect(ProblemType.AWS_REFUSED)
        .detail()
        .contains("iam:GetUser");
  }

  @Test
  void refusesANameOrAUserThatIsTakenAndANameThatIsNone() {
    SandboxUser user = stage.shared("taken");
    stage.imports(stage.bob, "taken-again", user.key()).expect(ProblemType.CONFLICT);
    stage.imports(stage.bob, "taken", stage.awsUser("another").key()).expect(ProblemType.CONFLICT);
    stage
        .imports(stage.bob, "Not A Name", stage.awsUser("another-2").key())
        .expect(ProblemType.INVALID_REQUEST);
  }

  @Test
  void hidesASharedUserFromThoseItIsNotFor() {
    stage.shared("hidden");
    stage
        .bob
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/hidden")
        .expect(ProblemType.NOT_FOUND);
    assertThat(stage.bob.device().get(stage.broker, "/v1/shared-users").body())
        .doesNotContain("hidden");
    stage.admin.fresh(stage.broker).get(stage.broker, "/v1/shared-users/hidden").expect(200);
  }

  @Test
  void letsOwnersAloneGrantAndAnAdminNot() {
    SandboxUser user = stage.shared("granted");
    String grant =
        """
        {"kind": "role", "member": "alice", "roles": ["%s"]}"""
            .formatted(stage.role("granted-role", user));
    stage.grants(stage.admin, "granted", grant).expect(ProblemType.FORBIDDEN);
    stage.grants(stage.bob, "granted", grant).expect(ProblemType.NOT_FOUND);
    stage.grants(stage.owner, "granted", grant).expect(201);
    stage.grants(stage.alice, "granted", grant).expect(ProblemType.FORBIDDEN);
    assertThat(stage.alice.fresh(stage.broker).get(stage.broker, "/v1/me/grants").body())
        .contains("granted-role");
  }

  @Test
  void appointsAndDismissesOwnersButNotTheLast() {
    stage.shared("owned");
    String alice = "/v1/shared-users/owned/owners/alice";
    stage.admin.fresh(stage.broker).put(stage.broker, alice, null).expect(ProblemType.FORBIDDEN);
    stage.owner.fresh(stage.broker).put(stage.broker, alice, null).expect(200);
    stage
        .alice
        .fresh(stage.broker)
        .delete(stage.broker, "/v1/shared-users/owned/owners/olivia")
        .expect(204);
    stage.alice.device().delete(stage.broker, alice).expect(ProblemType.CONFLICT);
  }

  @Test
  void namesTheFieldOfAGrantThatIsNotValid() {
    stage.shared("strict");
    assertThat(field("{\"kind\": \"console\", \"member\": \"alice\"}")).isEqualTo("kind");
    assertThat(field("{\"kind\": \"session\"}")).isEqualTo("member");
    assertThat(field("{\"kind\": \"session\", \"member\": \"nobody\"}")).isEqualTo("member");
    assertThat(field("{\"kind\": \"role\", \"member\": \"alice\"}")).isEqualTo("roles");
    assertThat(field("{\"kind\": \"role\", \"member\": \"alice\", \"roles\": [\"x\"]}"))
        .isEqualTo("roles");
    assertThat(field("{\"kind\": \"federation\", \"member\": \"alice\"}"))
        .isEqualTo("sessionPolicy");
    assertThat(field("{\"kind\": \"session\", \"member\": \"alice\", \"awsMfa\": \"required\"}"))
        .isEqualTo("awsMfa");
    assertThat(
            field(
                "{\"kind\": \"session\", \"member\": \"alice\", \"maximumDurationSeconds\": 899}"))
        .isEqualTo("maximumDurationSeconds");
    assertThat(
            field(
                "{\"kind\": \"session\", \"member\": \"alice\", \"sourceNetworks\": [\"10.0.0.1/8\"]}"))
        .isEqualTo("sourceNetworks");
    assertThat(field("{\"kind\": \"session\", \"member\": \"alice\", \"tags\": {\"a\": \"b\"}}"))
        .isEqualTo("tags");
  }

  @Test
  void removesASharedUserWithAllThatBelongsToIt() {
    SandboxUser user = stage.shared("removed");
    stage.grantsRole("removed", stage.alice, stage.role("removed-role", user));
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/shared-users/removed").expect(204);
    stage.asks(stage.alice, "removed", "role").expect(ProblemType.GRANT_MISSING);
    stage.imports(stage.owner, "removed", user.key()).expect(201);
    stage.asks(stage.alice, "removed", "role").expect(ProblemType.GRANT_MISSING);
  }

  @Test
  void keepsAManagementPrincipalThatNoMemberIsGranted() {
    SandboxUser shared = stage.shared("managed");
    SandboxUser manager = stage.awsUser("manager");
    SandboxKey key = manager.key();
    stage.principal(stage.owner, key).expect(ProblemType.FORBIDDEN);
    stage.principal(stage.admin, shared.key()).expect(ProblemType.CONFLICT);
    Answer put = stage.principal(stage.admin, key).expect(200);
    assertThat(put.text("principal")).isEqualTo(manager.arn());
    stage.imports(stage.owner, "manager", manager.key()).expect(ProblemType.CONFLICT);
    assertThat(stage.admin.fresh(stage.broker).get(stage.broker, "/v1/accounts").body())
        .contains(manager.arn())
        .doesNotContain(key.secret());
    stage
        .admin
        .device()
        .delete(stage.broker, "/v1/accounts/123456789012/management-principal")
        .expect(204);
  }

  @Test
  void refusesAManagementRoleWhileTheBrokerIsNobodyAtAws() {
    stage.shared("unmanaged");
    stage
        .principal(stage.admin, "arn:aws:iam::123456789012:role/manager", "team-7")
        .expect(ProblemType.CONFLICT)
        .detail()
        .contains("broker.aws.identity=none");
  }

  private static String field(String grant) {
    return stage
        .grants(stage.owner, "strict", grant)
        .expect(ProblemType.INVALID_REQUEST)
        .json()
        .path("errors")
        .get(0)
        .path("field")
        .asString();
  }
}
