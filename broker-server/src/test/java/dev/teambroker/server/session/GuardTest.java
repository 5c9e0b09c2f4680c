package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions with AWS MFA, which could change the user that they are of. */
class GuardTest {
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
  void isWantedOfAUserWhoseSessionsMayChangeIt() {
    SandboxUser user =
        shared("open", "iam:CreateAccessKey", "iam:PutUserPolicy", "iam:GetUserPolicy");
    stage
        .asks(stage.alice, "open", "session")
        .expect(ProblemType.UNGUARDED)
        .detail()
        .contains("open");

    JsonNode check = check(stage.owner, "open");
    assertThat(check.path("guard").path("finding").asString()).isEqualTo("missing");
    assertThat(check.path("guardPolicy").asString()).isEqualTo("absent");
    assertThat(check.path("sessionsMay").toString())
        .isEqualTo("[\"iam:CreateAccessKey\",\"iam:PutUserPolicy\"]");
    assertThat(check.path("actor").asString()).isEqualTo(user.arn());

    user.withPolicy("guard-by-hand", policy("open", "guard"));
    stage.nextStep();
    stage.asks(stage.alice, "open", "session").expect(200);
  }

  @Test
  void keepsSessionsFromTheUsersKeysButNotTheLongTermKey() {
    SandboxUser user = shared("guarded", "iam:PutUserPolicy", "iam:GetUserPolicy");
    user.withPolicy("team-credential-broker-guard", policy("guarded", "guard"));
    assertThat(check(stage.owner, "guarded").path("guardPolicy").asString()).isEqualTo("same");
    stage.nextStep();
    Answer issued = stage.asks(stage.alice, "guarded", "session").expect(200);
    try (AwsKey session =
        AwsKey.ofSession(
            issued.text("accessKeyId"),
            Secret.of(issued.text("secretAccessKey")),
            Secret.of(issued.text("sessionToken")))) {
      assertThat(puts(user, session))
          .isInstanceOfSatisfying(
              AwsAnswer.Refused.class,
              refused -> assertThat(refused.why()).isEqualTo(AwsRefusal.DENIED));
      assertThat(iam().getUser(Partition.AWS, session, user.name()))
          .isInstanceOf(AwsAnswer.Answered.class);
    }
    SandboxKey longTerm = user.key();
    try (AwsKey key = AwsKey.longTerm(longTerm.id(), Secret.of(longTerm.secret()))) {
      assertThat(puts(user, key)).isInstanceOf(AwsAnswer.Answered.class);
    }
  }

  @Test
  void isNotWantedOnceAnOwnerAcceptsItsAbsenceOnRecord() {
    shared("accepted", "iam:CreateAccessKey");
    accept(stage.admin, "accepted").expect(ProblemType.FORBIDDEN);
    accept(stage.alice, "accepted").expect(ProblemType.FORBIDDEN);
    Answer accepted = accept(stage.owner, "accepted").expect(200);
    assertThat(accepted.text("acceptedBy")).isEqualTo("olivia");
    assertThat(stage.actionsOf(accepted)).containsExactly("guard.absence-accepted");
    stage.asks(stage.alice, "accepted", "session").expect(200);

    stage
        .owner
        .fresh(stage.broker)
        .delete(stage.broker, "/v1/shared-users/accepted/guard-acceptance")
        .expect(200);
    stage.nextStep();
    stage.asks(stage.alice, "accepted", "session").expect(ProblemType.UNGUARDED);
  }

  @Test
  void isNotWantedOfSessionsWithoutMfaNorOfRoles() {
    SandboxUser user = shared("other-kinds", "iam:CreateAccessKey");
    stage.grantsRole("other-kinds", stage.bob, stage.role("worker", user));
    stage.grant(
        "other-kinds", "{\"kind\": \"session\", \"member\": \"bob\", \"awsMfa\": \"none\"}");
    stage.asks(stage.bob, "other-kinds", "role").expect(200);
    stage.asks(stage.bob, "other-kinds", "session").expect(200);
  }

  @Test
  void isUnknownWhereIamLetsNobodyLookAndThenNothingIsIssued() {
    SandboxUser user = stage.aws.user("blind").allowed("iam:GetUser");
    stage.imports(stage.owner, "blind", user.key()).expect(201);
    hasMfaDevice("blind", user);
    stage.asks(stage.alice, "blind", "session").expect(ProblemType.UNGUARDED);
    JsonNode check = check(stage.owner, "blind");
    assertThat(check.path("guard").path("finding").asString()).isEqualTo("unknown");
    assertThat(check.path("guardPolicy").asString()).isEqualTo("not-readable");
    assertThat(check.path("notSeen").toString()).contains("iam:SimulatePrincipalPolicy");
  }

  @Test
  void isBelievedWhileIamDoesNotAnswerAndMissedOnceIamIsAskedAgain() {
    SandboxUser user = shared("drifting", "iam:GetUserPolicy");
    stage.asks(stage.alice, "drifting", "session").expect(200);
    user.allowed("iam:CreateAccessKey");
    later(Duration.ofHours(23));
    stage.asks(stage.alice, "drifting", "session").expect(200);

    later(Duration.ofHours(2));
    stage.aws.next("SimulatePrincipalPolicy").always().fails();
    stage.asks(stage.alice, "drifting", "session").expect(200);
    stage.aws.clearFaults();
    stage.nextStep();
    stage.asks(stage.alice, "drifting", "session").expect(ProblemType.UNGUARDED);
  }

  @Test
  void isNotMadeUpWhileIamDoesNotAnswer() {
    shared("silent");
    stage.aws.next("SimulatePrincipalPolicy").always().fails();
    stage.asks(stage.alice, "silent", "session").expect(ProblemType.AWS_UNAVAILABLE);
    stage.aws.clearFaults();
    stage.asks(stage.alice, "silent", "session").expect(200);
  }

  @Test
  void isOfTheImportedUserAndNotOfAnotherOneOfItsName() {
    managed();
    SandboxUser user = shared("made-anew");
    user.delete();
    stage.awsUser("made-anew");
    checked(stage.owner, "made-anew")
        .expect(ProblemType.CONFLICT)
        .detail()
        .contains("another user");
  }

  @Test
  void comesWithTheLeastPoliciesWhichAreEnough() {
    SandboxUser user = stage.aws.user("least").allowed("iam:GetUser");
    stage.imports(stage.owner, "least", user.key()).expect(201);
    user.withoutPolicy("allowed-" + Integer.toHexString("iam:GetUser".hashCode()));
    user.withPolicy("team-credential-broker", policy("least", "shared-user"));
    assertThat(check(stage.owner, "least").path("actorLacks").toString()).isEqualTo("[]");

    SandboxUser manager = managed();
    assertThat(check(stage.owner, "least").path("notSeen").toString())
        .contains("iam:SimulatePrincipalPolicy on " + user.arn());
    manager.withPolicy("least", policy("least", "management-principal"));
    JsonNode check = check(stage.owner, "least");
    assertThat(check.path("actor").asString()).isEqualTo(manager.arn());
    assertThat(check.path("actorLacks").toString()).isEqualTo("[]");
    assertThat(check.path("notSeen").toString()).isEqualTo("[]");
    assertThat(policy("least", "shared-user")).doesNotContain("CreateAccessKey");
  }

  @Test
  void isCheckedByOwnersAndAdminsAlone() {
    shared("whose");
    checked(stage.admin, "whose").expect(200);
    checked(stage.alice, "whose").expect(ProblemType.FORBIDDEN);
    checked(stage.bob, "whose").expect(ProblemType.NOT_FOUND);
  }

  @Test
  void goesWithTheSharedUser() {
    SandboxUser user = shared("removed");
    check(stage.owner, "removed");
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/shared-users/removed").expect(204);
    stage.imports(stage.owner, "removed", user.key()).expect(201);
  }

  private AwsAnswer<String> puts(SandboxUser user, AwsKey key) {
    return iam()
        .putUserPolicy(
            Partition.AWS,
            key,
            user.name(),
            "more",
            """
            {"Version": "2012-10-17",
             "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""");
  }

  private Iam iam() {
    return stage.broker.bean(Iam.class);
  }

  /** With an MFA device, a grant to Alice, and what it may beyond others. */
  private SandboxUser shared(String name, String... further) {
    SandboxUser user = stage.shared(name);
    if (further.length > 0) {
      user.allowed(further);
    }
    hasMfaDevice(name, user);
    return user;
  }

  private void hasMfaDevice(String name, SandboxUser user) {
    stage.nextStep();
    stage.putsMfaDevice(name, user.mfaDevice(name + "-phone")).expect(200);
    stage.grant(name, "{\"kind\": \"session\", \"member\": \"alice\"}");
    stage.alice.fresh(stage.broker);
    stage.nextStep();
  }

  private SandboxUser managed() {
    stage.shared("any");
    SandboxUser manager = stage.aws.user("manager").allowed("iam:GetUser");
    stage.principal(stage.admin, manager.key()).expect(200);
    return manager;
  }

  /** Whoever waits so long signs in anew. */
  private void later(Duration time) {
    stage.clock.pass(time);
    stage.alice.fresh(stage.broker);
    stage.nextStep();
  }

  private JsonNode check(Person who, String sharedUser) {
    return checked(who, sharedUser).expect(200).json();
  }

  private Answer checked(Person who, String sharedUser) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + sharedUser + "/policy-check", "");
  }

  private Answer accept(Person who, String sharedUser) {
    return who.fresh(stage.broker)
        .put(stage.broker, "/v1/shared-users/" + sharedUser + "/guard-acceptance", null);
  }

  private String policy(String sharedUser, String purpose) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + sharedUser + "/policies")
        .expect(200)
        .json()
        .valueStream()
        .filter(policy -> policy.path("purpose").asString().equals(purpose))
        .findFirst()
        .orElseThrow()
        .path("document")
        .asString();
  }
}
