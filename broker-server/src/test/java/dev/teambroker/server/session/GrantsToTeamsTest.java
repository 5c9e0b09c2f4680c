package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admins fill teams, owners grant to them: no admin alone gets a session that way. */
class GrantsToTeamsTest {
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
  void coversWhoWasInTheTeamWhenItWasGranted() {
    SandboxUser user = stage.shared("early");
    adds("early-team", stage.alice);
    grantsToTeam("early", "early-team", user);
    stage.asks(stage.alice, "early", "role").expect(200);
  }

  @Test
  void waitsForAnOwnerWhereAnAdminAddedSomebodyLater() {
    SandboxUser user = stage.shared("late");
    adds("late-team", stage.alice);
    String grantId = grantsToTeam("late", "late-team", user);
    Person puppet = stage.admin.brings(stage.broker, "puppet");
    adds("late-team", puppet);

    Answer refused = stage.asks(puppet, "late", "role").expect(ProblemType.PENDING);
    assertThat(refused.text("detail")).contains("an owner of late has to confirm");
    assertThat(stage.actionsOf(refused)).containsExactly("session.requested", "session.refused");
    assertThat(stateFor(puppet, grantId)).isEqualTo("confirmation-wanted");
    assertThat(stateFor(stage.alice, grantId)).isEqualTo("active");

    confirms(stage.admin, grantId, puppet).expect(ProblemType.FORBIDDEN);
    confirms(puppet, grantId, puppet).expect(ProblemType.FORBIDDEN);
    stage.asks(puppet, "late", "role").expect(ProblemType.PENDING);

    Answer confirmed = confirms(stage.owner, grantId, puppet).expect(200);
    assertThat(stage.actionsOf(confirmed)).containsExactly("member.confirmed");
    stage.asks(puppet, "late", "role").expect(200);
    assertThat(stateFor(puppet, grantId)).isEqualTo("active");
    confirms(stage.owner, grantId, puppet).expect(ProblemType.CONFLICT);
  }

  @Test
  void confirmsForOneGrantAndOneMembershipAlone() {
    SandboxUser one = stage.shared("first-grant");
    SandboxUser other = stage.shared("second-grant");
    adds("single-team", stage.alice);
    String confirmed = grantsToTeam("first-grant", "single-team", one);
    grantsToTeam("second-grant", "single-team", other);
    adds("single-team", stage.bob);
    confirms(stage.owner, confirmed, stage.bob).expect(200);
    stage.asks(stage.bob, "first-grant", "role").expect(200);
    stage.asks(stage.bob, "second-grant", "role").expect(ProblemType.PENDING);

    ofTeam("single-team", stage.bob, false);
    stage.asks(stage.bob, "first-grant", "role").expect(ProblemType.GRANT_MISSING);
    adds("single-team", stage.bob);
    stage.asks(stage.bob, "first-grant", "role").expect(ProblemType.PENDING);

    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/grants/" + confirmed).expect(204);
    assertThat(confirmationsOf(confirmed)).isZero();
  }

  @Test
  void coversWhomAnOwnerWhoIsAnAdminAdds() {
    SandboxUser user = stage.awsUser("sole");
    stage.imports(stage.admin, "sole", user.key()).expect(201);
    adds("sole-team", stage.alice);
    stage.grants(stage.admin, "sole", toTeam("sole-team", "sole-role", user)).expect(201);
    adds("sole-team", stage.bob);
    stage.asks(stage.bob, "sole", "role").expect(200);
  }

  @Test
  void anOwnerIsNotConfirmedByHimself() {
    SandboxUser user = stage.shared("own");
    adds("own-team", stage.alice);
    String grantId = grantsToTeam("own", "own-team", user);
    adds("own-team", stage.owner);
    confirms(stage.owner, grantId, stage.owner).expect(ProblemType.FORBIDDEN);
    stage.asks(stage.owner, "own", "role").expect(ProblemType.PENDING);
  }

  @Test
  void decidesNothingFromAConfirmationThatTheDatabasesOwnerMadeUp() {
    SandboxUser user = stage.shared("made-up");
    adds("made-up-team", stage.alice);
    String grantId = grantsToTeam("made-up", "made-up-team", user);
    adds("made-up-team", stage.bob);
    stage
        .database
        .ownersJdbc()
        .sql(
            """
            insert into broker.grant_confirmation
            select 'n-' || md5('made up'), 1, :grant, c.id, c.member_id, now()
              from broker.membership c
              join broker.member m on m.id = c.member_id
              join broker.team t on t.id = c.team_id
             where m.name = 'bob' and t.name = 'made-up-team'
            """)
        .param("grant", grantId)
        .update();
    assertThat(confirmationsOf(grantId)).isEqualTo(1);
    stage.asks(stage.bob, "made-up", "role").expect(ProblemType.ROW_REJECTED);
  }

  private static void adds(String team, Person member) {
    stage.admin.fresh(stage.broker).put(stage.broker, "/v1/teams/" + team, null);
    ofTeam(team, member, true);
  }

  private static void ofTeam(String team, Person member, boolean belongs) {
    stage.clock.pass(Duration.ofSeconds(1));
    String path = "/v1/teams/" + team + "/members/" + member.name();
    if (belongs) {
      stage.admin.fresh(stage.broker).put(stage.broker, path, null).expect(204);
    } else {
      stage.admin.fresh(stage.broker).delete(stage.broker, path).expect(204);
    }
  }

  private static String grantsToTeam(String sharedUser, String team, SandboxUser user) {
    return stage.grant(sharedUser, toTeam(team, sharedUser + "-role", user));
  }

  private static String toTeam(String team, String role, SandboxUser user) {
    return """
        {"kind": "role", "team": "%s", "roles": ["%s"]}"""
        .formatted(team, stage.role(role, user));
  }

  private static Answer confirms(Person who, String grantId, Person member) {
    return who.fresh(stage.broker)
        .post(stage.broker, "/v1/grants/" + grantId + "/confirm?member=" + member.name(), "");
  }

  private static String stateFor(Person member, String grantId) {
    return member
        .fresh(stage.broker)
        .get(stage.broker, "/v1/me/grants")
        .expect(200)
        .json()
        .valueStream()
        .filter(grant -> grant.path("grantId").asString("").equals(grantId))
        .map(grant -> grant.path("state").asString(""))
        .findFirst()
        .orElse("not shown");
  }

  private static int confirmationsOf(String grantId) {
    return stage
        .database
        .ownersJdbc()
        .sql("select count(*) from broker.grant_confirmation where grant_id = :id")
        .param("id", grantId)
        .query(Integer.class)
        .single();
  }
}
