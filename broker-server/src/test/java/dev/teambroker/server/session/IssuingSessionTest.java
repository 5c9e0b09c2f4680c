package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.trail.TrailEvent;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.signin.Answer;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions of shared users, from the import to the ledger, through HTTP. */
class IssuingSessionTest {
  private static final String POLICY =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\"}]}";

  private static final HandedOver handedOver = new HandedOver();
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage(_ -> context -> context.registerBean(HandedOver.class, () -> handedOver));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void issuesARoleSessionInTheMembersName() {
    SandboxUser deploy = stage.shared("deploy");
    String role = stage.role("reader", deploy);
    String grantId = stage.grantsRole("deploy", stage.alice, role);

    Answer session = stage.asks(stage.alice, "deploy", "role").expect(200);

    assertThat(session.text("accessKeyId")).startsWith("ASIA");
    assertThat(session.text("secretAccessKey")).isNotEmpty();
    assertThat(session.text("sessionToken")).isNotEmpty();
    assertThat(session.text("accountId")).isEqualTo("123456789012");
    assertThat(session.text("assumedArn")).endsWith(":assumed-role/reader/alice");
    assertThat(Instant.parse(session.text("expiration")))
        .isEqualTo(stage.clock.instant().plus(Duration.ofHours(1)));
    assertThat(stage.actionsOf(session)).containsExactly("session.requested", "session.issued");

    Answer line =
        stage.alice.device().get(stage.broker, "/v1/sessions/" + session.text("accessKeyId"));
    line.expect(200);
    assertThat(line.text("memberName")).isEqualTo("alice");
    assertThat(line.text("sharedUser")).isEqualTo("deploy");
    assertThat(line.text("grantId")).isEqualTo(grantId);
    assertThat(line.text("requestId")).isEqualTo(session.header("X-Request-Id"));
    assertThat(line.text("assumedArn")).isEqualTo(session.text("assumedArn"));
  }

  @Test
  void issuesARoleSessionWhereUserAndRoleStandBelowAPath() {
    SandboxUser user =
        stage
            .aws
            .user(Sandbox.ACCOUNT, "/teams/build/", "deep")
            .allowed("iam:GetUser", "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");
    stage.imports(stage.owner, "deep", user.key()).expect(201);
    String role = stage.aws.role(Sandbox.ACCOUNT, "/teams/", "Deep").trusting(user).arn();
    stage.grantsRole("deep", stage.alice, role);
    Answer session = stage.asks(stage.alice, "deep", "role").expect(200);
    assertThat(session.text("assumedArn")).contains(":assumed-role/Deep/");
  }

  @Test
  void tellsAwsWhoAsksByRequestIdAndSourceIdentity() {
    SandboxUser user = stage.shared("traced");
    stage.grantsRole("traced", stage.alice, stage.role("traced-role", user));
    Answer session = stage.asks(stage.alice, "traced", "role").expect(200);
    TrailEvent event =
        stage.aws.events().stream()
            .filter(one -> one.name().equals("AssumeRole"))
            .findFirst()
            .orElseThrow();
    assertThat(event.content().toString())
        .contains(session.header("X-Request-Id"))
        .contains("sourceIdentity=alice");
  }

  @Test
  void issuesAFederationSession() {
    stage.shared("federated");
    stage.grant(
        "federated",
        """
        {"kind": "federation", "member": "alice", "sessionPolicy": "%s"}"""
            .formatted(POLICY));
    Answer session = stage.asks(stage.alice, "federated", "federation").expect(200);
    assertThat(session.text("assumedArn")).endsWith(":federated-user/alice");
  }

  @Test
  void issuesASessionOfTheUserItselfWithoutMfaWhereNoDeviceIs() {
    stage.shared("plain");
    stage.grant("plain", "{\"kind\": \"session\", \"member\": \"alice\"}");
    Answer session = stage.asks(stage.alice, "plain", "session").expect(200);
    assertThat(session.text("accessKeyId")).startsWith("ASIA");
    assertThat(session.json().has("assumedArn")).isFalse();
  }

  @Test
  void refusesByDefault() {
    stage.shared("ungranted");
    Answer refused = stage.asks(stage.alice, "ungranted", "role");
    refused.expect(ProblemType.GRANT_MISSING);
    assertThat(stage.actionsOf(refused)).containsExactly("session.requested", "session.refused");
    stage.asks(stage.alice, "never-heard-of", "role").expect(ProblemType.GRANT_MISSING);
    stage.asks(stage.owner, "ungranted", "role").expect(ProblemType.GRANT_MISSING);
    stage.asks(stage.admin, "ungranted", "role").expect(ProblemType.GRANT_MISSING);
  }

  @Test
  void namesTheLimitThatIsInTheWay() {
    SandboxUser user = stage.shared("limited");
    String role = stage.role("limited-role", user);
    stage.grant(
        "limited",
        """
        {"kind": "role", "member": "alice", "roles": ["%s"], "maximumDurationSeconds": 1800,
         "sourceNetworks": ["127.0.0.0/8", "::1"]}"""
            .formatted(role));
    stage.grant(
        "limited",
        """
        {"kind": "role", "member": "bob", "roles": ["%s"], "sourceNetworks": ["192.0.2.0/24"]}"""
            .formatted(role));
    Answer tooLong =
        stage.asks(
            stage.alice,
            "{\"sharedUser\": \"limited\", \"kind\": \"role\", \"durationSeconds\": 1801}");
    tooLong.expect(ProblemType.LIMIT_EXCEEDED);
    assertThat(tooLong.text("limit")).isEqualTo("maximumDurationSeconds");
    Answer otherRole =
        stage.asks(
            stage.alice,
            "{\"sharedUser\": \"limited\", \"kind\": \"role\", \"role\": \"%s-x\"}"
                .formatted(role));
    assertThat(otherRole.expect(ProblemType.LIMIT_EXCEEDED).text("limit")).isEqualTo("roles");
    Answer elsewhere = stage.asks(stage.bob, "limited", "role");
    assertThat(elsewhere.expect(ProblemType.LIMIT_EXCEEDED).text("limit"))
        .isEqualTo("sourceNetworks");
    stage.asks(stage.alice, "limited", "role").expect(200);
  }

  @Test
  void namesTheFieldThatIsNotValid() {
    Answer refused = stage.asks(stage.alice, "{\"sharedUser\": \"x\", \"kind\": \"console\"}");
    refused.expect(ProblemType.INVALID_REQUEST);
    assertThat(refused.json().path("errors").get(0).path("field").asString()).isEqualTo("kind");
    stage
        .asks(stage.alice, "{\"sharedUser\": \"x\", \"kind\": \"role\", \"durationSeconds\": 899}")
        .expect(ProblemType.INVALID_REQUEST);
  }

  @Test
  void wantsAFreshCodeForEachSessionWhereTheGrantSaysSo() {
    SandboxUser user = stage.shared("each-time");
    stage.grant(
        "each-time",
        """
        {"kind": "role", "member": "alice", "roles": ["%s"], "secondFactorAgeSeconds": 0}"""
            .formatted(stage.role("each-time-role", user)));
    stage.alice.fresh(stage.broker);
    stage.clock.pass(Duration.ofMinutes(3));
    stage.asks(stage.alice, "each-time", "role").expect(ProblemType.SECOND_FACTOR_REQUIRED);
    stage.alice.verifies(stage.broker);
    stage.asks(stage.alice, "each-time", "role").expect(200);
    stage.asks(stage.alice, "each-time", "role").expect(ProblemType.SECOND_FACTOR_REQUIRED);
  }

  @Test
  void issuesNothingOfASuspendedSharedUserUntilItIsResumed() {
    SandboxUser user = stage.shared("paused");
    stage.grantsRole("paused", stage.alice, stage.role("paused-role", user));
    stage
        .admin
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/paused/suspend", "")
        .expect(200);
    stage.asks(stage.alice, "paused", "role").expect(ProblemType.SUSPENDED);
    stage
        .owner
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/paused/resume", "")
        .expect(200);
    stage.asks(stage.alice, "paused", "role").expect(200);
  }

  @Test
  void issuesNothingOnAWithdrawnGrant() {
    SandboxUser user = stage.shared("withdrawn");
    String grantId = stage.grantsRole("withdrawn", stage.alice, stage.role("withdrawn-role", user));
    stage.asks(stage.alice, "withdrawn", "role").expect(200);
    stage
        .alice
        .device()
        .delete(stage.broker, "/v1/grants/" + grantId)
        .expect(ProblemType.FORBIDDEN);
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/grants/" + grantId).expect(204);
    stage.asks(stage.alice, "withdrawn", "role").expect(ProblemType.GRANT_MISSING);
  }

  @Test
  void usesTheCurrentKeyAfterItWasReplaced() {
    SandboxUser user = stage.awsUser("replaced");
    SandboxKey first = user.key();
    stage.imports(stage.owner, "replaced", first).expect(201);
    stage.grantsRole("replaced", stage.alice, stage.role("replaced-role", user));
    SandboxKey second = user.key();
    Answer put =
        stage
            .owner
            .fresh(stage.broker)
            .put(
                stage.broker,
                "/v1/shared-users/replaced/access-key",
                """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                    .formatted(second.id(), second.secret()));
    put.expect(200);
    assertThat(put.body()).contains("\"former\"").contains("\"current\"");
    first.deactivate();
    Answer session = stage.asks(stage.alice, "replaced", "role").expect(200);
    Answer line =
        stage
            .owner
            .fresh(stage.broker)
            .get(stage.broker, "/v1/sessions/" + session.text("accessKeyId"));
    assertThat(line.text("parentAccessKeyId")).isEqualTo(second.id());
  }

  @Test
  void recordsWhatAwsRefused() {
    SandboxUser user = stage.shared("untrusted");
    stage.grantsRole("untrusted", stage.alice, stage.aws.role("trusts-nobody").arn());
    Answer refused = stage.asks(stage.alice, "untrusted", "role");
    refused.expect(ProblemType.AWS_REFUSED);
    assertThat(refused.text("awsCode")).isEqualTo("AccessDenied");
    assertThat(stage.actionsOf(refused)).containsExactly("session.requested", "session.failed");
    assertThat(user.arn()).isNotEmpty();
  }

  @Test
  void showsASessionToItsMemberItsOwnersAdminsAndNobodyElse() {
    SandboxUser user = stage.shared("ledgered");
    stage.grantsRole("ledgered", stage.alice, stage.role("ledgered-role", user));
    String path =
        "/v1/sessions/"
            + stage.asks(stage.alice, "ledgered", "role").expect(200).text("accessKeyId");
    stage.owner.fresh(stage.broker).get(stage.broker, path).expect(200);
    stage.admin.fresh(stage.broker).get(stage.broker, path).expect(200);
    stage.bob.fresh(stage.broker).get(stage.broker, path).expect(ProblemType.NOT_FOUND);
    stage
        .owner
        .device()
        .get(stage.broker, "/v1/sessions/ASIANOTHERE")
        .expect(ProblemType.NOT_FOUND);
  }

  @Test
  void decidesNothingFromAForgedGrant() {
    SandboxUser user = stage.shared("forged");
    String grantId = stage.grantsRole("forged", stage.alice, stage.role("forged-role", user));
    String bobsId =
        stage
            .database
            .ownersJdbc()
            .sql("select id from broker.member where name = 'bob'")
            .query(String.class)
            .single();
    stage
        .database
        .ownersJdbc()
        .sql("update broker.session_grant set member_id = :bob where id = :id")
        .param("bob", bobsId)
        .param("id", grantId)
        .update();
    stage.asks(stage.bob, "forged", "role").expect(ProblemType.ROW_REJECTED);
    stage.asks(stage.alice, "forged", "role").expect(ProblemType.ROW_REJECTED);
  }

  @Test
  void decidesNothingFromAGrantThatNoBrokerCouldHaveWritten() {
    SandboxUser user = stage.shared("unreadable");
    String grantId =
        stage.grantsRole("unreadable", stage.alice, stage.role("unreadable-role", user));
    set(grantId, "kind", "root");
    stage.asks(stage.alice, "unreadable", "role").expect(ProblemType.ROW_REJECTED);
    stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/unreadable/grants")
        .expect(ProblemType.ROW_REJECTED);
    set(grantId, "kind", "session");
    stage.asks(stage.alice, "unreadable", "session").expect(ProblemType.ROW_REJECTED);
    set(grantId, "kind", "role");
    set(grantId, "tags", "left over");
    stage.asks(stage.alice, "unreadable", "role").expect(ProblemType.ROW_REJECTED);
    set(grantId, "tags", "");
    stage.asks(stage.alice, "unreadable", "role").expect(200);
  }

  private static void set(String grantId, String column, String text) {
    stage
        .database
        .ownersJdbc()
        .sql("update broker.session_grant set " + column + " = :text where id = :id")
        .param("text", text)
        .param("id", grantId)
        .update();
  }

  @Test
  void decidesNothingFromAGrantThatWasPutBack() {
    SandboxUser user = stage.shared("put-back");
    String grantId = stage.grantsRole("put-back", stage.alice, stage.role("put-back-role", user));
    stage
        .database
        .ownersJdbc()
        .sql("create table broker.saved as select * from broker.session_grant where id = :id")
        .param("id", grantId)
        .update();
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/grants/" + grantId).expect(204);
    stage
        .database
        .ownersJdbc()
        .sql("insert into broker.session_grant select * from broker.saved")
        .update();
    stage.asks(stage.alice, "put-back", "role").expect(ProblemType.ROW_REJECTED);
    stage.database.ownersJdbc().sql("drop table broker.saved").update();
    stage
        .database
        .ownersJdbc()
        .sql("delete from broker.session_grant where id = :id")
        .param("id", grantId)
        .update();
    stage.asks(stage.alice, "put-back", "role").expect(ProblemType.GRANT_MISSING);
  }

  @Test
  void decidesNothingFromASwappedKey() {
    SandboxUser one = stage.shared("swapped-one");
    stage.shared("swapped-two");
    stage.grantsRole("swapped-one", stage.alice, stage.role("swapped-role", one));
    stage
        .database
        .ownersJdbc()
        .sql(
            """
            update broker.access_key k set sealed = other.sealed
              from broker.access_key other
              join broker.shared_user two on two.id = other.shared_user_id
             where two.name = 'swapped-two'
               and k.shared_user_id = (select id from broker.shared_user where name = 'swapped-one')
            """)
        .update();
    stage.asks(stage.alice, "swapped-one", "role").expect(ProblemType.ROW_REJECTED);
  }

  @Test
  void overwritesTheSessionsSecretsOnceTheyWereAnswered() {
    SandboxUser user = stage.shared("wiped");
    stage.grantsRole("wiped", stage.alice, stage.role("wiped-role", user));
    Answer session = stage.asks(stage.alice, "wiped", "role").expect(200);
    SessionCredentials handed = handedOver.last().credentials();
    assertThat(handed.accessKeyId()).isEqualTo(session.text("accessKeyId"));
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThatThrownBy(() -> handed.secretAccessKey().length())
                  .hasMessageContaining("closed");
              assertThatThrownBy(() -> handed.sessionToken().length())
                  .hasMessageContaining("closed");
            });
  }

  @Test
  void answersNoSecretKeyAndRecordsNone() {
    SandboxUser user = stage.awsUser("secretive");
    SandboxKey key = user.key();
    Answer imported = stage.imports(stage.owner, "secretive", key).expect(201);
    stage.grantsRole("secretive", stage.alice, stage.role("secretive-role", user));
    Answer session = stage.asks(stage.alice, "secretive", "role").expect(200);
    String trail =
        stage
            .database
            .ownersJdbc()
            .sql("select string_agg(body, ' ') from broker.audit_record")
            .query(String.class)
            .single();
    assertThat(imported.body()).doesNotContain(key.secret());
    assertThat(trail)
        .contains(session.text("accessKeyId"))
        .doesNotContain(key.secret())
        .doesNotContain(session.text("secretAccessKey"))
        .doesNotContain(session.text("sessionToken"));
  }
}
