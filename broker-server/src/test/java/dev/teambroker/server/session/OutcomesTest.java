package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.ClientDevice;
import dev.teambroker.server.signin.Person;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is recorded and answered when something happens between the request and its answer. */
class OutcomesTest {
  private static final Executor ELSEWHERE = task -> Thread.ofVirtual().start(task);

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void noFaults() {
    stage.aws.clearFaults();
  }

  @Test
  void asksAgainWhereTheAnswerWasLostAndNoCodeWasSent() {
    SandboxUser user = stage.shared("lost");
    stage.grantsRole("lost", stage.alice, stage.role("lost-role", user));
    stage.aws.next("AssumeRole").resetsAfterDoing();
    stage.asks(stage.alice, "lost", "role").expect(200);
    assertThat(calls("AssumeRole", "lost")).isEqualTo(2);
  }

  @Test
  void recordsAnUnknownOutcomeAndNeverSendsTheCodeAgain() {
    SandboxUser user = stage.shared("lost-code");
    stage.nextStep();
    stage.putsMfaDevice("lost-code", user.mfaDevice("lost-phone")).expect(200);
    stage.grant("lost-code", "{\"kind\": \"session\", \"member\": \"alice\"}");
    stage.alice.fresh(stage.broker);
    stage.nextStep();
    stage.aws.next("GetSessionToken").resetsAfterDoing();
    Answer unknown = stage.asks(stage.alice, "lost-code", "session");
    unknown.expect(ProblemType.AWS_UNAVAILABLE);
    assertThat(stage.actionsOf(unknown))
        .containsExactly("session.requested", "guard.checked", "session.outcome-unknown");
    assertThat(calls("GetSessionToken", "lost-code")).as("the proof and the lost one").isEqualTo(2);
  }

  @Test
  void recordsThatAwsFailed() {
    SandboxUser user = stage.shared("failing");
    stage.grantsRole("failing", stage.alice, stage.role("failing-role", user));
    stage.aws.next("AssumeRole").always().throttled();
    Answer failed = stage.asks(stage.alice, "failing", "role");
    failed.expect(ProblemType.AWS_UNAVAILABLE);
    assertThat(failed.header("Retry-After")).isNotEmpty();
    assertThat(stage.actionsOf(failed)).containsExactly("session.requested", "session.failed");
  }

  @Test
  void repeatsOnceWithTheCurrentKeyWhenItWasReplacedUnderTheCall() throws Exception {
    SandboxUser user = stage.awsUser("overtaken");
    SandboxKey first = user.key();
    stage.imports(stage.owner, "overtaken", first).expect(201);
    stage.grantsRole("overtaken", stage.alice, stage.role("overtaken-role", user));
    SandboxKey second = user.key();
    stage.owner.fresh(stage.broker);
    stage.alice.fresh(stage.broker);
    stage.aws.next("AssumeRole").takes(Duration.ofSeconds(3));
    CompletableFuture<Answer> session = during("overtaken");
    stage
        .owner
        .device()
        .put(
            stage.broker,
            "/v1/shared-users/overtaken/access-key",
            """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(second.id(), second.secret()))
        .expect(200);
    first.deactivate();
    Answer issued = session.get().expect(200);
    Answer line =
        stage.alice.device().get(stage.broker, "/v1/sessions/" + issued.text("accessKeyId"));
    assertThat(line.text("parentAccessKeyId")).isEqualTo(second.id());
  }

  @Test
  void dropsTheCredentialsWhenTheirRecordCannotBeWritten() throws Exception {
    SandboxUser user = stage.shared("unrecorded");
    stage.grantsRole("unrecorded", stage.alice, stage.role("unrecorded-role", user));
    stage.alice.fresh(stage.broker);
    stage.aws.next("AssumeRole").takes(Duration.ofSeconds(2));
    CompletableFuture<Answer> session = during("unrecorded");
    sql("revoke execute on function broker.audit_append from broker_service");
    Answer answer;
    try {
      answer = session.get();
    } finally {
      sql("grant execute on function broker.audit_append to broker_service");
    }
    answer.expect(ProblemType.UNAVAILABLE);
    assertThat(answer.body()).doesNotContain("ASIA").doesNotContain("sessionToken");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stage.actionsOf(answer).contains("session.outcome-unknown"));
  }

  @Test
  void issuesNothingWhileOthersTakeThisReplicaForLost() {
    SandboxUser user = stage.shared("out-of-touch");
    stage.grantsRole("out-of-touch", stage.alice, stage.role("out-of-touch-role", user));
    stage.alice.fresh(stage.broker);
    sql("update broker.replica set lost_at = now()");
    Answer refused = stage.asks(stage.alice, "out-of-touch", "role");
    refused.expect(ProblemType.UNAVAILABLE).detail().contains("lost touch");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(stage.actionsOf(refused)).isEmpty();
    assertThat(calls("AssumeRole", "out-of-touch")).isZero();
    stage.broker.bean(Heartbeats.class).beat();
    stage.asks(stage.alice, "out-of-touch", "role").expect(200);
  }

  @Test
  void dropsTheSessionOfAReplicaThatWasDeclaredLostMeanwhile() throws Exception {
    SandboxUser user = stage.shared("overslept");
    stage.grantsRole("overslept", stage.alice, stage.role("overslept-role", user));
    stage.alice.fresh(stage.broker);
    stage.aws.next("AssumeRole").takes(Duration.ofSeconds(2));
    CompletableFuture<Answer> session = during("overslept");
    sql("update broker.replica set lost_at = now()");
    Answer answer = session.get();
    answer.expect(ProblemType.UNAVAILABLE);
    assertThat(answer.body()).doesNotContain("ASIA");
    assertThat(stage.actionsOf(answer)).doesNotContain("session.issued");
    stage.broker.bean(Heartbeats.class).beat();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stage.actionsOf(answer).contains("session.outcome-unknown"));
  }

  @Test
  void issuesNothingToASuspendedMember() {
    SandboxUser user = stage.shared("for-dora");
    Person dora = stage.admin.brings(stage.broker, "dora");
    stage.grantsRole("for-dora", dora, stage.role("dora-role", user));
    stage.asks(dora, "for-dora", "role").expect(200);
    stage.admin.fresh(stage.broker).post(stage.broker, "/v1/members/dora/suspend", "").expect(204);
    Answer refused = dora.device().post(stage.broker, "/v1/sessions", request("for-dora"));
    assertThat(refused.status()).isIn(401, 403);
  }

  @Test
  void holdsAReEnrolledMembersGrantsBackUntilAnotherOwnerConfirms() {
    SandboxUser user = stage.shared("for-carol");
    Person carol = stage.admin.brings(stage.broker, "carol");
    String grantId = stage.grantsRole("for-carol", carol, stage.role("carol-role", user));
    stage.asks(carol, "for-carol", "role").expect(200);

    Person again = reEnrolled(carol);
    stage.asks(again, "for-carol", "role").expect(ProblemType.PENDING);
    assertThat(again.device().get(stage.broker, "/v1/me/grants").body())
        .contains("confirmation-wanted");
    String confirm = "/v1/grants/" + grantId + "/confirm";
    stage.admin.fresh(stage.broker).post(stage.broker, confirm, "").expect(ProblemType.FORBIDDEN);
    again.device().post(stage.broker, confirm, "").expect(ProblemType.FORBIDDEN);
    stage.owner.fresh(stage.broker).post(stage.broker, confirm, "").expect(200);
    stage.asks(again, "for-carol", "role").expect(200);
  }

  @Test
  void leavesAReEnrolledOwnerNoPowersUntilAnotherOwnerConfirms() {
    SandboxUser user = stage.awsUser("taken-over");
    Person otto = stage.admin.brings(stage.broker, "otto");
    stage.imports(otto, "taken-over", user.key()).expect(201);
    String path = "/v1/shared-users/taken-over";
    String terms =
        """
        {"kind": "role", "member": "otto", "roles": ["%s"]}"""
            .formatted(stage.role("taken-over-role", user));
    String grantId = stage.grants(otto, "taken-over", terms).expect(201).text("grantId");
    otto.device().put(stage.broker, path + "/owners/olivia", null).expect(200);

    Person again = reEnrolled(otto);
    SandboxKey key = user.key();
    String offered =
        """
        {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
            .formatted(key.id(), key.secret());
    String confirm = "/v1/grants/" + grantId + "/confirm";
    stage.grants(again, "taken-over", terms).expect(ProblemType.PENDING);
    ClientDevice his = again.fresh(stage.broker);
    his.put(stage.broker, path + "/access-key", offered).expect(ProblemType.PENDING);
    his.put(stage.broker, path + "/owners/alice", null).expect(ProblemType.PENDING);
    his.delete(stage.broker, path + "/owners/olivia").expect(ProblemType.PENDING);
    his.post(stage.broker, path + "/suspend", "").expect(ProblemType.PENDING);
    his.delete(stage.broker, path).expect(ProblemType.PENDING);
    his.post(stage.broker, confirm, "").expect(ProblemType.PENDING);
    his.delete(stage.broker, "/v1/grants/" + grantId).expect(ProblemType.PENDING);
    stage.asks(again, "taken-over", "role").expect(ProblemType.PENDING);

    stage.owner.fresh(stage.broker).post(stage.broker, confirm, "").expect(200);
    stage.grants(again, "taken-over", terms).expect(201);
    his.put(stage.broker, path + "/access-key", offered).expect(200);
  }

  private static Person reEnrolled(Person member) {
    Answer invitation =
        stage
            .admin
            .fresh(stage.broker)
            .post(stage.broker, "/v1/members/" + member.name() + "/invitations", "{}")
            .expect(201);
    Person again = member.atAnotherDevice();
    String code = invitation.text("link").replaceFirst(".*code=", "");
    String enrolment = again.start(stage.broker, code).expect(201).text("enrolmentId");
    stage.clock.nextStep();
    again
        .device()
        .enter(
            stage.broker,
            "/v1/enrolments/" + enrolment + "/codes",
            "{\"first\": \"" + again.app().code() + "\"}")
        .expect(200);
    stage.admin.confirms(stage.broker, again);
    return again.signsIn(stage.broker);
  }

  /** Asked elsewhere; returns when AWS has the request and hasn't answered. */
  private static CompletableFuture<Answer> during(String sharedUser) {
    CompletableFuture<Answer> session =
        CompletableFuture.supplyAsync(
            () -> stage.alice.device().post(stage.broker, "/v1/sessions", request(sharedUser)),
            ELSEWHERE);
    Awaitility.await().until(() -> requested(sharedUser));
    return session;
  }

  private static boolean requested(String sharedUser) {
    return stage
            .database
            .ownersJdbc()
            .sql(
                """
                select count(*) from broker.audit_record
                 where body::json ->> 'action' = 'session.requested'
                   and body::json -> 'attributes' ->> 'sharedUser' = :user
                """)
            .param("user", sharedUser)
            .query(Integer.class)
            .single()
        > 0;
  }

  private static String request(String sharedUser) {
    return "{\"sharedUser\": \"" + sharedUser + "\", \"kind\": \"role\"}";
  }

  private static long calls(String action, String user) {
    return stage.aws.events().stream()
        .filter(event -> event.name().equals(action))
        .filter(event -> event.content().toString().contains("user/" + user))
        .count();
  }

  private static void sql(String statement) {
    stage.database.ownersJdbc().sql(statement).update();
  }
}
