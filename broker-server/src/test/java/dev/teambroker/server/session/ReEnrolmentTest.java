package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who an admin re-enrolled may be somebody else: for each shared user an owner has to confirm. */
class ReEnrolmentTest {
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
  void suspendsWhatWasGrantedBeforeUntilAnotherOwnerConfirms() {
    String grantId = sharesRole("simple", stage.alice);
    Person alice = reEnrolled(stage.alice);

    stage
        .asks(alice, "simple", "role")
        .expect(ProblemType.PENDING)
        .detail()
        .contains("an owner of simple has to confirm");
    assertThat(listed("simple", grantId).path("state").asString()).isEqualTo("confirmation-wanted");
    assertThat(waiting("simple", grantId)).containsExactly("alice");
    confirms(stage.admin, grantId, alice).expect(ProblemType.FORBIDDEN);
    confirms(alice, grantId, alice).expect(ProblemType.FORBIDDEN);

    Answer confirmed = confirms(stage.owner, grantId, alice).expect(200);
    assertThat(confirmed.text("grounds")).isEqualTo("owner");
    assertThat(stage.actionsOf(confirmed)).containsExactly("member.confirmed");
    stage.asks(alice, "simple", "role").expect(200);
    assertThat(waiting("simple", grantId)).isEmpty();
    confirms(stage.owner, grantId, alice).expect(ProblemType.CONFLICT);
  }

  @Test
  void aConfirmationForOneSharedUserIsNoneForAnother() {
    sharesRole("theirs", stage.alice);
    Person alice = reEnrolled(stage.alice);
    Person puppet = stage.admin.brings(stage.broker, "importing-puppet");
    SandboxUser user = stage.awsUser("puppets");
    stage.imports(puppet, "puppets", user.key()).expect(201);
    stage.grants(puppet, "puppets", toMember(alice, stage.role("puppets-role", user))).expect(201);
    confirms(puppet, "puppets", alice, 200);

    stage.asks(alice, "puppets", "role").expect(200);
    stage.asks(alice, "theirs", "role").expect(ProblemType.PENDING);
  }

  @Test
  void aConfirmationIsForThisReEnrolmentAndNoLaterOne() {
    sharesRole("again", stage.bob);
    Person bob = reEnrolled(stage.bob);
    confirms(stage.owner, "again", bob, 200);
    stage.asks(bob, "again", "role").expect(200);

    Person bobOnceMore = reEnrolled(bob);
    stage.asks(bobOnceMore, "again", "role").expect(ProblemType.PENDING);
    confirms(stage.owner, "again", bobOnceMore, 200);
    stage.asks(bobOnceMore, "again", "role").expect(200);
  }

  @Test
  void aNewGrantHoldsIfAnotherOwnerMadeItThanTheAdminWhoReEnrolled() {
    SandboxUser user = stage.shared("granted-anew");
    stage
        .owner
        .fresh(stage.broker)
        .put(stage.broker, owners("granted-anew", "admin"), null)
        .expect(200);
    Person alice = reEnrolled(stage.alice);
    String role = stage.role("granted-anew-role", user);

    stage.grants(stage.admin, "granted-anew", toMember(alice, role)).expect(201);
    stage.asks(alice, "granted-anew", "role").expect(ProblemType.PENDING);
    confirms(stage.admin, "granted-anew", alice, ProblemType.FORBIDDEN.status());

    stage.grants(stage.owner, "granted-anew", toMember(alice, role)).expect(201);
    stage.asks(alice, "granted-anew", "role").expect(200);
  }

  @Test
  void noAdminConfirmsWhoHasAHandInOneOfSeveralReEnrolments() {
    Person otherAdmin = stage.admin.brings(stage.broker, "other-admin", "admin");
    sharesRole("twice", stage.bob);
    owns("twice", "admin");
    owns("twice", "other-admin");
    Person bob = otherAdmin.reEnrols(stage.broker, reEnrolled(stage.bob));

    confirms(otherAdmin, "twice", bob, ProblemType.FORBIDDEN.status());
    confirms(stage.admin, "twice", bob, ProblemType.FORBIDDEN.status());
    confirms(stage.owner, "twice", bob, 200);
    stage.asks(bob, "twice", "role").expect(200);
  }

  @Test
  void showsWhoOfATeamWaits() {
    team("crew", stage.alice, stage.bob);
    SandboxUser user = stage.shared("crewed");
    String grantId =
        stage.grant(
            "crewed",
            """
            {"kind": "role", "team": "crew", "roles": ["%s"]}"""
                .formatted(stage.role("crewed-role", user)));
    Person late = stage.admin.brings(stage.broker, "late-crew");
    team("crew", late);
    Person bob = reEnrolled(stage.bob);

    assertThat(waiting("crewed", grantId)).contains("bob", "late-crew");
    assertThat(listed("crewed", grantId).path("state").asString()).isEqualTo("active");
    stage.asks(bob, "crewed", "role").expect(ProblemType.PENDING);
    confirms(stage.owner, grantId, bob).expect(200);
    stage.asks(bob, "crewed", "role").expect(200);
    assertThat(waiting("crewed", grantId)).contains("late-crew").doesNotContain("bob");
  }

  @Test
  void aReEnrolledOwnerDecidesNothingUntilAnotherOwnerConfirms() {
    SandboxUser user = stage.shared("co-owned");
    Person pia = stage.admin.brings(stage.broker, "pia");
    owns("co-owned", "pia");
    String grant = toMember(stage.bob, stage.role("co-owned-role", user));
    Person anew = stage.admin.reEnrols(stage.broker, pia);

    stage.grants(anew, "co-owned", grant).expect(ProblemType.PENDING).detail().contains("co-owned");
    anew.device().put(stage.broker, owners("co-owned", "bob"), null).expect(ProblemType.PENDING);
    anew.device()
        .put(stage.broker, "/v1/shared-users/co-owned/access-key", key(user.key()))
        .expect(ProblemType.PENDING);
    confirms(anew, "co-owned", anew, ProblemType.PENDING.status());
    proves(anew, "co-owned", user.key()).expect(ProblemType.FORBIDDEN);
    assertThat(waitingOwners("co-owned")).containsExactly("pia");

    confirms(stage.owner, "co-owned", anew, 200);
    assertThat(waitingOwners("co-owned")).isEmpty();
    stage.grants(anew, "co-owned", grant).expect(201);
  }

  @Test
  void whomAWaitingOwnerAddedToATeamIsNotAddedByAnOwner() {
    Person ada = stage.admin.brings(stage.broker, "ada", "admin");
    SandboxUser user = stage.shared("guarded");
    owns("guarded", "ada");
    team("guards", stage.alice);
    stage.grant(
        "guarded",
        """
        {"kind": "role", "team": "guards", "roles": ["%s"]}"""
            .formatted(stage.role("guarded-role", user)));
    Person before = stage.admin.brings(stage.broker, "added-before");
    adds(ada, "guards", before);
    Person anew = stage.admin.reEnrols(stage.broker, ada);
    Person meanwhile = stage.admin.brings(stage.broker, "added-meanwhile");
    adds(anew, "guards", meanwhile);

    stage.asks(before, "guarded", "role").expect(200);
    stage.asks(meanwhile, "guarded", "role").expect(ProblemType.PENDING);
    confirms(stage.owner, "guarded", anew, 200);
    stage.asks(meanwhile, "guarded", "role").expect(ProblemType.PENDING);

    Person after = stage.admin.brings(stage.broker, "added-after");
    adds(anew, "guards", after);
    stage.asks(after, "guarded", "role").expect(200);
  }

  @Test
  void theOnlyOwnerProvesAKeyOfTheUserInPlaceOfAnotherOwner() {
    Person solo = stage.admin.brings(stage.broker, "solo");
    SandboxUser user = stage.awsUser("solos");
    SandboxKey key = user.key();
    stage.imports(solo, "solos", key).expect(201);
    proves(solo, "solos", key).expect(ProblemType.CONFLICT);
    Person anew = stage.admin.reEnrols(stage.broker, solo);
    String grant = toMember(stage.bob, stage.role("solos-role", user));

    stage.grants(anew, "solos", grant).expect(ProblemType.PENDING);
    proves(anew, "solos", stage.awsUser("somebody-else").key()).expect(ProblemType.CONFLICT);
    proves(stage.admin, "solos", key).expect(ProblemType.FORBIDDEN);
    Answer proved = proves(anew, "solos", key).expect(200);
    assertThat(proved.text("grounds")).isEqualTo("key");
    assertThat(stage.recordsOf(proved).getFirst().toString()).contains("\"grounds\":\"key\"");
    stage.grants(anew, "solos", grant).expect(201);
  }

  @Test
  void oneOfSeveralOwnersProvesAKeyIfNoneOfTheOthersDecides() {
    Person una = stage.admin.brings(stage.broker, "una");
    Person duo = stage.admin.brings(stage.broker, "duo");
    SandboxUser user = stage.awsUser("pair");
    SandboxKey key = user.key();
    stage.imports(una, "pair", key).expect(201);
    una.device().put(stage.broker, owners("pair", "duo"), null).expect(200);
    Person unaAnew = stage.admin.reEnrols(stage.broker, una);
    proves(unaAnew, "pair", key).expect(ProblemType.FORBIDDEN);

    Person duoAnew = stage.admin.reEnrols(stage.broker, duo);
    proves(unaAnew, "pair", key).expect(200);
    confirms(unaAnew, "pair", duoAnew, 200);
  }

  @Test
  void anOwnerWhoWasAppointedSinceDoesNotConfirmHimself() {
    sharesRole("self", stage.bob);
    Person bob = reEnrolled(stage.bob);
    owns("self", "bob");
    bob.fresh(stage.broker).delete(stage.broker, owners("self", "olivia")).expect(204);
    confirms(bob, "self", bob, ProblemType.FORBIDDEN.status());
    stage.asks(bob, "self", "role").expect(ProblemType.PENDING);
  }

  @Test
  void theAdminConfirmsWhereThereIsNoOtherOwnerAndTheTrailSaysSo() {
    SandboxUser user = stage.awsUser("admins");
    stage.imports(stage.admin, "admins", user.key()).expect(201);
    stage
        .grants(stage.admin, "admins", toMember(stage.alice, stage.role("admins-role", user)))
        .expect(201);
    Person alice = reEnrolled(stage.alice);
    stage.asks(alice, "admins", "role").expect(ProblemType.PENDING);

    Answer confirmed = confirms(stage.admin, "admins", alice, 200);
    assertThat(confirmed.text("grounds")).isEqualTo("same-admin");
    assertThat(stage.recordsOf(confirmed).getFirst().toString()).contains("same-admin");
    stage.asks(alice, "admins", "role").expect(200);
  }

  @Test
  void decidesNothingFromAConfirmationThatTheDatabasesOwnerMadeUpOrTookAway() {
    sharesRole("forged", stage.bob);
    Person bob = reEnrolled(stage.bob);
    insertsConfirmation("forged", "bob");
    stage.asks(bob, "forged", "role").expect(ProblemType.ROW_REJECTED);
    forgetsConfirmations("forged");

    confirms(stage.owner, "forged", bob, 200);
    stage.asks(bob, "forged", "role").expect(200);
    forgetsConfirmations("forged");
    stage.asks(bob, "forged", "role").expect(ProblemType.PENDING);
  }

  @Test
  void aSharedUserGoesWithItsConfirmations() {
    sharesRole("going", stage.bob);
    confirms(stage.owner, "going", reEnrolled(stage.bob), 200);
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/shared-users/going").expect(204);
  }

  private static Person reEnrolled(Person member) {
    return stage.admin.reEnrols(stage.broker, member);
  }

  private static String sharesRole(String name, Person member) {
    return stage.grantsRole(name, member, stage.role(name + "-role", stage.shared(name)));
  }

  private static String toMember(Person member, String role) {
    return """
        {"kind": "role", "member": "%s", "roles": ["%s"]}"""
        .formatted(member.name(), role);
  }

  private static Answer confirms(Person who, String grantId, Person member) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/grants/" + grantId + "/confirm?member=" + member.name(), "");
  }

  private static Answer confirms(Person who, String sharedUser, Person member, int status) {
    return who.fresh(stage.broker)
        .post(
            stage.broker,
            "/v1/shared-users/" + sharedUser + "/members/" + member.name() + "/confirm",
            "")
        .expect(status);
  }

  private static Answer proves(Person who, String sharedUser, SandboxKey key) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + sharedUser + "/key-proof", key(key));
  }

  private static String key(SandboxKey key) {
    return """
        {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
        .formatted(key.id(), key.secret());
  }

  private static String owners(String sharedUser, String member) {
    return "/v1/shared-users/" + sharedUser + "/owners/" + member;
  }

  private static void owns(String sharedUser, String member) {
    stage.owner.fresh(stage.broker).put(stage.broker, owners(sharedUser, member), null).expect(200);
  }

  private static void team(String team, Person... members) {
    stage.admin.fresh(stage.broker).put(stage.broker, "/v1/teams/" + team, null).expect(204);
    for (Person member : members) {
      adds(stage.admin, team, member);
    }
  }

  private static void adds(Person admin, String team, Person member) {
    stage.nextStep();
    admin
        .fresh(stage.broker)
        .put(stage.broker, "/v1/teams/" + team + "/members/" + member.name(), null)
        .expect(204);
    stage.nextStep();
  }

  private static JsonNode listed(String sharedUser, String grantId) {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + sharedUser + "/grants")
        .expect(200)
        .json()
        .valueStream()
        .filter(grant -> grant.path("grantId").asString("").equals(grantId))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> waiting(String sharedUser, String grantId) {
    return texts(listed(sharedUser, grantId).path("waiting"));
  }

  private static List<String> waitingOwners(String sharedUser) {
    return texts(
        stage
            .owner
            .fresh(stage.broker)
            .get(stage.broker, "/v1/shared-users/" + sharedUser)
            .json()
            .path("waitingOwners"));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static void insertsConfirmation(String sharedUser, String member) {
    stage
        .database
        .ownersJdbc()
        .sql(
            """
            insert into broker.re_enrolment_confirmation
            select 'y-' || md5('made up'), 1, u.id, m.id, 99, 'owner', u.imported_by, now()
              from broker.shared_user u, broker.member m
             where u.name = :user and m.name = :member
            """)
        .param("user", sharedUser)
        .param("member", member)
        .update();
  }

  private static void forgetsConfirmations(String sharedUser) {
    stage
        .database
        .ownersJdbc()
        .sql(
            """
            delete from broker.re_enrolment_confirmation
             where shared_user_id = (select id from broker.shared_user where name = :user)
            """)
        .param("user", sharedUser)
        .update();
  }
}
