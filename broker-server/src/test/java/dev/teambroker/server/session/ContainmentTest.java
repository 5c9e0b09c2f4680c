package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.RoleToAssume;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.AtOnce;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.web.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is stopped at one replica is stopped at the other; what AWS denies is watched. */
class ContainmentTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static Stage stage;
  private static Replica other;
  private static SandboxUser manager;

  @BeforeAll
  static void start() {
    stage = new Stage();
    other = stage.broker.another(stage.database, stage.clock, stage.properties());
    manager =
        stage
            .aws
            .user("manager")
            .allowed("iam:GetUser", "iam:PutUserPolicy", "iam:DeleteUserPolicy");
    stage.shared("any");
    stage.principal(stage.admin, manager.key()).expect(200);
  }

  @AfterAll
  static void stop() {
    other.close();
    stage.close();
  }

  @AfterEach
  void awsIsWell() {
    stage.aws.clearFaults();
    stage.aws.set(Delay.POLICY_PROPAGATION, Duration.ZERO);
  }

  @Test
  void aContainedSharedUserIssuesNothingOnTheOtherReplicaWithinASecond() {
    sharesRole("leaked", stage.alice);
    asksAt(other, stage.alice, "leaked", "role").expect(200);
    stage.alice.fresh(other);
    stage.owner.fresh(stage.broker);

    long before = System.nanoTime();
    contain(stage.owner, "shared-users/leaked").expect(200);
    asksAt(other, stage.alice, "leaked", "role").expect(ProblemType.SUSPENDED);
    assertThat(System.nanoTime() - before).isLessThan(A_SECOND.toNanos());

    release(stage.admin, "shared-users/leaked").expect(200);
    asksAt(other, stage.alice, "leaked", "role").expect(200);
  }

  @Test
  void aContainedMembersTokensAreDeadOnTheOtherReplica() {
    sharesRole("of-carla", stage.alice);
    Person carla = stage.admin.brings(stage.broker, "carla");
    stage.grantsRole("of-carla", carla, stage.role("of-carla-2", stage.awsUser("unused")));
    carla.fresh(other).get(other, "/v1/me").expect(200);

    Answer contained = contain(stage.admin, "members/carla").expect(200);
    assertThat(contained.json().path("denies").toString()).contains("of-carla", "none");
    carla.device().get(other, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    carla.device().refresh(other).expect(ProblemType.SUSPENDED);
    carla.device().signIn(other, carla.app().code()).expect(ProblemType.SUSPENDED);
    contain(stage.admin, "members/carla").expect(200);

    release(stage.admin, "members/carla").expect(200);
    carla.device().get(other, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    carla.signsIn(other);
  }

  @Test
  void allIssuingStopsOnBothReplicasAndOnlyAdminsReleaseIt() {
    sharesRole("one-of-all", stage.alice);
    contain(stage.owner, "all").expect(ProblemType.FORBIDDEN);
    contain(stage.admin, "all").expect(200);
    asksAt(other, stage.alice, "one-of-all", "role").expect(ProblemType.STOPPED);
    Answer refused = asksAt(stage.broker, stage.alice, "one-of-all", "role");
    refused.expect(ProblemType.STOPPED);
    assertThat(stage.actionsOf(refused)).containsExactly("session.requested", "session.refused");
    assertThat(shown(stage.alice).path("stopped").toString()).contains("all");
    release(stage.owner, "all").expect(ProblemType.FORBIDDEN);
    awaitDeny("one-of-all", "effective");

    release(stage.admin, "all").expect(200);
    asksAt(other, stage.alice, "one-of-all", "role").expect(200);
  }

  @Test
  void theDenyCountsOnlyOnceAProbeSessionWasDeniedAndSparesTheKey() {
    String role = sharesRole("slow", stage.alice);
    stage.grant("slow", "{\"kind\": \"session\", \"member\": \"alice\"}");
    Answer old = asksAt(stage.broker, stage.alice, "slow", "session").expect(200);
    stage.clock.pass(Duration.ofMinutes(2));
    stage.aws.set(Delay.POLICY_PROPAGATION, Duration.ofMinutes(1));

    contain(stage.admin, "shared-users/slow").expect(200);
    awaitDeny("slow", "put");
    await().during(Duration.ofSeconds(2)).until(() -> deny("slow").equals("put"));
    assertThat(assumes(old, role)).isTrue();

    stage.clock.pass(Duration.ofMinutes(1));
    awaitDeny("slow", "effective");
    assertThat(assumes(old, role)).isFalse();
    release(stage.admin, "shared-users/slow").expect(200);
    assertThat(assumes(old, role)).as("an old session stays denied").isFalse();
    Answer fresh = asksAt(stage.broker, stage.alice, "slow", "session").expect(200);
    assertThat(assumes(fresh, role)).isTrue();

    stage.owner.fresh(stage.broker);
    Answer lifted =
        stage
            .owner
            .device()
            .delete(stage.broker, "/v1/containment/shared-users/slow?deny=lift")
            .expect(200);
    assertThat(lifted.body()).contains("lifted");
    stage.clock.pass(Duration.ofMinutes(1));
    assertThat(assumes(old, role)).isTrue();
  }

  @Test
  void aFailingAwsLeavesTheStopInForceAndSaysWhatIsNotDone() {
    sharesRole("unlucky", stage.alice);
    stage.aws.next("PutUserPolicy").always().fails(403, "AccessDenied", "not allowed to");
    contain(stage.admin, "shared-users/unlucky").expect(200);
    awaitDeny("unlucky", "failed");
    assertThat(denied("unlucky").path("detail").asString()).contains("not allowed to");
    asksAt(other, stage.alice, "unlucky", "role").expect(ProblemType.SUSPENDED);

    stage.aws.clearFaults();
    contain(stage.admin, "shared-users/unlucky").expect(200);
    awaitDeny("unlucky", "effective");
  }

  @Test
  void saysWhereThereIsNobodyToPutTheDenyOrNothingToProveItBy() {
    stage.shared("bare");
    contain(stage.owner, "shared-users/bare").expect(200);
    awaitDeny("bare", "unproved");
    assertThat(denied("bare").path("detail").asString()).contains("No role is granted");

    stage
        .admin
        .fresh(stage.broker)
        .delete(stage.broker, "/v1/accounts/" + Sandbox.ACCOUNT + "/management-principal")
        .expect(204);
    contain(stage.owner, "shared-users/bare").expect(200);
    awaitDeny("bare", "failed");
    assertThat(denied("bare").path("detail").asString()).contains("management principal");
    stage.principal(stage.admin, manager.key()).expect(200);
  }

  @Test
  void provesItByASessionWithMfaWhereNoRoleIsGranted() {
    SandboxUser user = stage.shared("reads-itself").allowed("iam:GetUser");
    hasMfaDevice("reads-itself", user);
    contain(stage.owner, "shared-users/reads-itself").expect(200);
    awaitDeny("reads-itself", "effective");
  }

  @Test
  void provesItByASessionWithMfaWhereTheRoleWantsThat() {
    SandboxUser user = stage.shared("wants-mfa");
    String role = stage.aws.role("wants-mfa-role").trustingWithMfa(user.arn()).arn();
    stage.grantsRole("wants-mfa", stage.alice, role);
    contain(stage.owner, "shared-users/wants-mfa").expect(200);
    awaitDeny("wants-mfa", "unproved");

    hasMfaDevice("wants-mfa", user);
    contain(stage.owner, "shared-users/wants-mfa").expect(200);
    awaitDeny("wants-mfa", "effective");
  }

  @Test
  void onlyAdminsAndOwnersContainAndNotTheLastAdmin() {
    sharesRole("guarded", stage.alice);
    contain(stage.alice, "shared-users/guarded").expect(ProblemType.FORBIDDEN);
    contain(stage.bob, "shared-users/guarded").expect(ProblemType.NOT_FOUND);
    contain(stage.owner, "members/alice").expect(ProblemType.FORBIDDEN);
    release(stage.alice, "shared-users/guarded").expect(ProblemType.FORBIDDEN);
    contain(stage.admin, "members/" + stage.admin.name()).expect(ProblemType.CONFLICT);
    asksAt(other, stage.alice, "guarded", "role").expect(200);
  }

  @Test
  void whatTheOperatorStopsNoAdminResumes() throws Exception {
    sharesRole("operated", stage.alice);
    assertThat(operator("stop")).isZero();
    asksAt(other, stage.alice, "operated", "role").expect(ProblemType.STOPPED);
    assertThat(release(stage.admin, "all").expect(200).body()).contains("by the operator");
    asksAt(other, stage.alice, "operated", "role").expect(ProblemType.STOPPED);
    assertThat(operator("resume")).isZero();
    asksAt(other, stage.alice, "operated", "role").expect(200);

    assertThat(operator("stop", "--account", "999999999999")).isZero();
    asksAt(other, stage.alice, "operated", "role").expect(200);
    assertThat(operator("stop", "--account=" + Sandbox.ACCOUNT)).isZero();
    asksAt(other, stage.alice, "operated", "role").expect(ProblemType.STOPPED);
    assertThat(operator("resume", "--account", Sandbox.ACCOUNT)).isZero();
    asksAt(other, stage.alice, "operated", "role").expect(200);
    assertThat(operator("stop", "--account", "12")).isEqualTo(2);
    assertThat(operator("stop", "everything")).isEqualTo(2);
  }

  @Test
  void aStopThatTheDatabasesOwnerTakesAwayIsNoReleaseAndOneThatWasForgedIsNone() throws Exception {
    sharesRole("tampered", stage.alice);
    assertThat(operator("stop")).isZero();
    stage.database.ownersJdbc().sql("create table broker.kept as table broker.setting").update();
    stage.database.ownersJdbc().sql("delete from broker.setting where id = 'stops'").update();
    for (Replica replica : List.of(stage.broker, other)) {
      assertThat(asksAt(replica, stage.alice, "tampered", "role").status()).isEqualTo(403);
    }
    stage
        .database
        .ownersJdbc()
        .sql("insert into broker.setting select * from broker.kept where id = 'stops'")
        .update();
    stage.database.ownersJdbc().sql("drop table broker.kept").update();
    assertThat(operator("resume")).isZero();
    asksAt(other, stage.alice, "tampered", "role").expect(200);
  }

  @Test
  void whatAwsGaveWhileTheSharedUserWasContainedIsWithheld() {
    sharesFederation("late");
    stage.owner.fresh(stage.broker);
    Answer withheld =
        askedDuring("late", () -> contain(stage.owner, "shared-users/late").expect(200).status());
    withheld.expect(ProblemType.SUSPENDED);
    assertThat(stage.actionsOf(withheld)).containsExactly("session.requested", "session.withheld");
    assertThat(stage.recordsOf(withheld).toString()).contains("ASIA");
  }

  @Test
  void whatAwsGaveWhileTheOperatorStoppedIsWithheld() throws Exception {
    sharesFederation("later");
    askedDuring("later", () -> operator("stop")).expect(ProblemType.STOPPED);
    assertThat(operator("resume")).isZero();
  }

  /** What a member is answered whom AWS lets wait while something happens at the first replica. */
  private static Answer askedDuring(String sharedUser, Callable<Integer> meanwhile) {
    stage.alice.fresh(other);
    stage.aws.next("GetFederationToken").takes(Duration.ofSeconds(3));
    List<Object> done =
        AtOnce.all(
            List.of(
                () -> asksAt(other, stage.alice, sharedUser, "federation"),
                () -> {
                  await().until(() -> stage.actionsOf("session.requested", sharedUser) == 1);
                  return meanwhile.call();
                }));
    return (Answer) done.getFirst();
  }

  private static void hasMfaDevice(String sharedUser, SandboxUser user) {
    stage.nextStep();
    stage.putsMfaDevice(sharedUser, user.mfaDevice(sharedUser + "-phone")).expect(200);
    stage.owner.fresh(stage.broker);
    stage.nextStep();
  }

  private static String sharesRole(String name, Person member) {
    String role = stage.role(name + "-role", stage.shared(name));
    stage.grantsRole(name, member, role);
    return role;
  }

  /** Of a kind that no probe asks for. */
  private static void sharesFederation(String name) {
    stage.shared(name);
    stage.grant(
        name,
        """
        {"kind": "federation", "member": "alice", "sessionPolicy": "%s"}"""
            .formatted(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"""
                    .replace("\"", "\\\"")));
  }

  private static Answer asksAt(Replica replica, Person member, String sharedUser, String kind) {
    return member
        .fresh(replica)
        .post(
            replica,
            "/v1/sessions",
            """
            {"sharedUser": "%s", "kind": "%s"}"""
                .formatted(sharedUser, kind));
  }

  private static Answer contain(Person who, String what) {
    return who.fresh(stage.broker).post(stage.broker, "/v1/containment/" + what, "");
  }

  private static Answer release(Person who, String what) {
    return who.fresh(stage.broker).delete(stage.broker, "/v1/containment/" + what);
  }

  private static JsonNode shown(Person to) {
    return to.fresh(other).get(other, "/v1/containment").expect(200).json();
  }

  private static JsonNode denied(String sharedUser) {
    return shown(stage.admin)
        .path("denies")
        .valueStream()
        .filter(deny -> deny.path("sharedUser").asString().equals(sharedUser))
        .findFirst()
        .orElseThrow();
  }

  private static String deny(String sharedUser) {
    return denied(sharedUser).path("state").asString();
  }

  private static void awaitDeny(String sharedUser, String state) {
    await().atMost(Duration.ofSeconds(20)).until(() -> deny(sharedUser).equals(state));
  }

  private static boolean assumes(Answer session, String role) {
    try (AwsKey key =
        AwsKey.ofSession(
            session.text("accessKeyId"),
            Secret.of(session.text("secretAccessKey")),
            Secret.of(session.text("sessionToken")))) {
      return stage
              .broker
              .bean(Sts.class)
              .assumeRole(
                  Partition.AWS,
                  key,
                  new RoleToAssume(
                      role, "tester", null, null, Duration.ofMinutes(15), null, Map.of()),
                  null)
          instanceof AwsAnswer.Answered<?>;
    }
  }

  private static int operator(String command, String... arguments) throws Exception {
    return stage.broker.bean(command, Command.class).run(List.of(arguments));
  }
}
