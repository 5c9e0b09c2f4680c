package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Person;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that were verified are held; what the database's owner does to them shows all the same. */
class ForgedWhileHeldTest {
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage("broker.web.member-rate=1000/s");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void readsNothingAgainThatNobodyHasWritten() {
    grantsToAlice("quiet");
    holds(stage.alice, "quiet");
    double before = read();
    stage.asks(stage.alice, "quiet", "role").expect(200);
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void noticesAnAlteredGrantAtTheNextRequestAndTakesItOncePutRight() {
    String grantId = grantsToAlice("altered");
    holds(stage.alice, "altered");
    owner("update broker.session_grant set maximum_duration = 43200 where id = ?", grantId);
    stage.asks(stage.alice, "altered", "role").expect(ProblemType.ROW_REJECTED);
    Awaitility.await().until(() -> rejected("grant", grantId) == 1);
    owner("update broker.session_grant set maximum_duration = 3600 where id = ?", grantId);
    stage.asks(stage.alice, "altered", "role").expect(200);
  }

  @Test
  void noticesAGrantThatWasRewrittenUnderItsOwnId() {
    String grantId = grantsToAlice("rewritten");
    holds(stage.alice, "rewritten");
    owner("create table broker.kept as select * from broker.session_grant where id = ?", grantId);
    owner("delete from broker.session_grant where id = ?", grantId);
    owner("update broker.kept set second_factor_age = 86400");
    owner("insert into broker.session_grant select * from broker.kept");
    owner("drop table broker.kept");
    stage.asks(stage.alice, "rewritten", "role").expect(ProblemType.ROW_REJECTED);
  }

  @Test
  void noticesAnInsertedGrant() {
    String grantId = grantsToAlice("inserted");
    holds(stage.alice, "inserted");
    owner("create table broker.copied as select * from broker.session_grant where id = ?", grantId);
    owner("update broker.copied set id = 'g-made-up'");
    owner("insert into broker.session_grant select * from broker.copied");
    stage.asks(stage.alice, "inserted", "role").expect(ProblemType.ROW_REJECTED);
    owner("delete from broker.session_grant where id = 'g-made-up'");
    owner("drop table broker.copied");
    stage.asks(stage.alice, "inserted", "role").expect(200);
  }

  @Test
  void noticesADeletedMembership() {
    SandboxUser user = stage.shared("left");
    stage.admin.fresh(stage.broker).put(stage.broker, "/v1/teams/left", null);
    stage
        .admin
        .fresh(stage.broker)
        .put(stage.broker, "/v1/teams/left/members/alice", null)
        .expect(204);
    stage.grant(
        "left",
        """
        {"kind": "role", "team": "left", "roles": ["%s"]}"""
            .formatted(stage.role("left-role", user)));
    holds(stage.alice, "left");
    owner(
        "delete from broker.membership where team_id = (select id from broker.team where name ="
            + " 'left')");
    stage.asks(stage.alice, "left", "role").expect(ProblemType.GRANT_MISSING);
  }

  @Test
  void noticesAWithdrawalThatIsUndoneBehindIt() {
    String grantId = grantsToAlice("undone");
    holds(stage.alice, "undone");
    owner("create table broker.undone as select * from broker.session_grant where id = ?", grantId);
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/grants/" + grantId).expect(204);
    stage.asks(stage.alice, "undone", "role").expect(ProblemType.GRANT_MISSING);
    owner("insert into broker.session_grant select * from broker.undone");
    owner("drop table broker.undone");
    stage.asks(stage.alice, "undone", "role").expect(ProblemType.ROW_REJECTED);
  }

  @Test
  void noticesAnotherKeyInTheKeysPlace() {
    grantsToAlice("key-of-one");
    grantsToAlice("key-of-two");
    holds(stage.alice, "key-of-one");
    owner(
        """
        update broker.access_key k set sealed = other.sealed
          from broker.access_key other join broker.shared_user two on two.id = other.shared_user_id
         where two.name = 'key-of-two' and k.shared_user_id =
               (select id from broker.shared_user where name = 'key-of-one')
        """);
    stage.asks(stage.alice, "key-of-one", "role").expect(ProblemType.ROW_REJECTED);
  }

  @Test
  void noticesAnAlteredDevice() {
    Person carol = stage.admin.brings(stage.broker, "carol");
    SandboxUser user = stage.shared("carols");
    stage.grantsRole("carols", carol, stage.role("carols-role", user));
    holds(carol, "carols");
    owner("update broker.device set name = 'forged' where id = ?", carol.deviceId());
    carol
        .device()
        .post(stage.broker, "/v1/sessions", "{\"sharedUser\": \"carols\", \"kind\": \"role\"}")
        .expect(ProblemType.ROW_REJECTED);
    Awaitility.await().until(() -> rejected("device", carol.deviceId()) == 1);
  }

  /** Asked for until all that it rests on is held. */
  private static void holds(Person member, String sharedUser) {
    double before = held();
    for (int i = 0; i < 3; i++) {
      stage.asks(member, sharedUser, "role").expect(200);
    }
    assertThat(held()).isGreaterThan(before + 8);
  }

  private static String grantsToAlice(String sharedUser) {
    SandboxUser user = stage.shared(sharedUser);
    return stage.grantsRole(sharedUser, stage.alice, stage.role(sharedUser + "-role", user));
  }

  private static void owner(String sql, Object... values) {
    stage.database.ownersJdbc().sql(sql).params(values).update();
  }

  private static int rejected(String kind, String id) {
    return stage
        .database
        .ownersJdbc()
        .sql(
            """
            select count(*) from broker.audit_record
             where body::jsonb ->> 'action' = 'row.rejected'
               and body::jsonb -> 'attributes' ->> 'kind' = :kind
               and body::jsonb -> 'attributes' ->> 'id' = :id
            """)
        .param("kind", kind)
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private static double held() {
    return given("held");
  }

  private static double read() {
    return given("read");
  }

  private static double given(String how) {
    return stage
        .broker
        .bean(MeterRegistry.class)
        .get("broker.rows.given")
        .tag("how", how)
        .counter()
        .count();
  }
}
