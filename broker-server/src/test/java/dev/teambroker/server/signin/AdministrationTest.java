package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.member.Bootstrapping;
import dev.teambroker.server.web.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker of its own for each: who is the first, the last and the only admin. */
class AdministrationTest {
  private final SettableClock clock = new SettableClock();
  private final TestDatabase database = TestDatabase.fresh();
  private final Replica broker = Replica.start(database, clock);

  @AfterEach
  void stop() {
    broker.close();
    database.close();
  }

  @Test
  void theFirstAdminsLinkIsInAPrivateFileAndDeadOnceThereWasOne() throws IOException {
    Path file = broker.directory().resolve("bootstrap-link");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String link = Files.readString(file);
    assertThat(link).startsWith(Replica.PUBLIC_URL + "/enrol#");

    Person late = Person.named("admin", clock);
    clock.pass(Duration.ofHours(1));
    late.start(broker, Person.codeIn(link)).expect(ProblemType.INVITATION_REFUSED);

    String second = Person.text(fresh());
    String third = Person.text(fresh());
    Person admin = Person.named("admin", clock);
    admin.enrol(broker, Person.codeIn(second)).expect(200);
    admin.signsIn(broker);
    Person.named("admin", clock)
        .start(broker, Person.codeIn(third))
        .expect(ProblemType.INVITATION_REFUSED);
    assertThat(broker.bean(Bootstrapping.class).freshLink()).isInstanceOf(Outcome.Refused.class);
    database.ownersJdbc().sql("delete from broker.setting").update();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> broker.bean(Bootstrapping.class).freshLink())
        .hasMessageContaining("missing");
  }

  @Test
  void theLastAdminStaysOneAndNobodyAppointsHimself() {
    Person admin = Person.firstAdmin(broker, clock);
    ClientDevice device = admin.device();
    device.put(broker, "/v1/members/admin/roles", "{\"roles\": []}").expect(ProblemType.CONFLICT);
    device.post(broker, "/v1/members/admin/suspend", "").expect(ProblemType.CONFLICT);
    device.delete(broker, "/v1/members/admin").expect(ProblemType.CONFLICT);
    device
        .delete(broker, "/v1/members/admin/devices/" + admin.deviceId())
        .expect(ProblemType.CONFLICT);

    device
        .put(broker, "/v1/members/admin/roles", "{\"roles\": [\"admin\", \"auditor\"]}")
        .expect(204);
    assertThat(selfAppointments()).isEqualTo(1);
    device.put(broker, "/v1/members/admin/roles", "{\"roles\": [\"admin\"]}").expect(204);

    Person other = admin.brings(broker, "other", "admin");
    admin
        .fresh(broker)
        .put(broker, "/v1/members/admin/roles", "{\"roles\": [\"admin\", \"auditor\"]}")
        .expect(ProblemType.FORBIDDEN);
    other.device().put(broker, "/v1/teams/payments", null).expect(204);
    other
        .device()
        .put(broker, "/v1/teams/payments/members/other", null)
        .expect(ProblemType.FORBIDDEN);
    other.device().put(broker, "/v1/teams/payments/members/admin", null).expect(204);
    assertThat(admin.fresh(broker).get(broker, "/v1/me").json().path("teams").toString())
        .isEqualTo("[\"payments\"]");
    assertThat(admin.device().get(broker, "/v1/teams").body())
        .isEqualTo("[{\"teamName\":\"payments\",\"members\":[\"admin\"]}]");
    other.fresh(broker).delete(broker, "/v1/members/admin").expect(204);
    admin.device().get(broker, "/v1/me").expect(ProblemType.INVALID_GRANT);
    other.device().delete(broker, "/v1/teams/payments").expect(204);
  }

  @Test
  void theLastAdminBacksOffButNeverLocks() {
    Person admin = Person.firstAdmin(broker, clock);
    for (int attempt = 0; attempt < 12; attempt++) {
      clock.pass(Duration.ofMinutes(15));
      admin.device().signIn(broker, admin.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
    }
    admin.device().signIn(broker, admin.app().code()).expect(ProblemType.CODES_BACKED_OFF);
    clock.pass(Duration.ofMinutes(15));
    admin.signsIn(broker);
  }

  @Test
  void onlyAdminsAdministrate() {
    Person admin = Person.firstAdmin(broker, clock);
    Person anna = admin.brings(broker, "anna");
    ClientDevice hers = anna.device();
    String invite = "{\"memberName\": \"ben\", \"roles\": [], \"teams\": []}";
    hers.post(broker, "/v1/invitations", invite).expect(ProblemType.FORBIDDEN);
    hers.post(broker, "/v1/members/admin/invitations", "{}").expect(ProblemType.FORBIDDEN);
    hers.post(broker, "/v1/members/admin/suspend", "").expect(ProblemType.FORBIDDEN);
    hers.post(broker, "/v1/members/admin/resume", "").expect(ProblemType.FORBIDDEN);
    hers.post(broker, "/v1/members/anna/unlock", "").expect(ProblemType.FORBIDDEN);
    hers.post(broker, "/v1/members/anna/second-factor/reset", "").expect(ProblemType.FORBIDDEN);
    hers.put(broker, "/v1/members/anna/roles", "{\"roles\": [\"admin\"]}")
        .expect(ProblemType.FORBIDDEN);
    hers.delete(broker, "/v1/members/admin").expect(ProblemType.FORBIDDEN);
    hers.delete(broker, "/v1/members/admin/devices/" + admin.deviceId())
        .expect(ProblemType.FORBIDDEN);
    hers.put(broker, "/v1/teams/payments", null).expect(ProblemType.FORBIDDEN);
    hers.get(broker, "/v1/members").expect(200);

    ClientDevice his = admin.fresh(broker);
    his.post(broker, "/v1/invitations", invite.replace("ben", "Ben"))
        .expect(ProblemType.INVALID_REQUEST);
    his.post(broker, "/v1/invitations", invite.replace("\"roles\": []", "\"roles\": [\"root\"]"))
        .expect(ProblemType.INVALID_REQUEST);
    his.post(broker, "/v1/invitations", invite.replace("ben", "anna")).expect(ProblemType.CONFLICT);
    his.post(broker, "/v1/members/nobody/suspend", "").expect(ProblemType.NOT_FOUND);
    his.delete(broker, "/v1/members/anna/devices/nonsense").expect(ProblemType.NOT_FOUND);
  }

  @Test
  void decidesNothingFromRowsThatTheDatabasesOwnerForged() {
    Person admin = Person.firstAdmin(broker, clock);
    Person anna = admin.brings(broker, "anna");
    forged("update broker.member set roles = 'admin' where name = 'anna'", anna);
    forged("update broker.device set name = 'x' where name = 'anna''s laptop'", anna);
    forged("update broker.sign_in set verified_at = verified_at + interval '1 hour'", anna);

    clock.nextStep();
    database.ownersJdbc().sql("update broker.factor set seed = '\\x00'").update();
    anna.device().signIn(broker, anna.app().code()).expect(ProblemType.ROW_REJECTED);
  }

  private void forged(String sql, Person victim) {
    for (String table : new String[] {"member", "device", "sign_in"}) {
      database.ownersJdbc().sql("drop table if exists saved_" + table).update();
      database
          .ownersJdbc()
          .sql("create table saved_" + table + " as select * from broker." + table)
          .update();
    }
    victim.fresh(broker).get(broker, "/v1/me").expect(200);
    database.ownersJdbc().sql(sql).update();
    victim.device().get(broker, "/v1/me").expect(ProblemType.ROW_REJECTED);
    database
        .ownersJdbc()
        .sql(
            """
            update broker.member m set roles = s.roles, state = s.state
              from saved_member s where s.id = m.id
            """)
        .update();
    database
        .ownersJdbc()
        .sql(
            """
            update broker.device d set name = s.name, state = s.state
              from saved_device s where s.id = d.id
            """)
        .update();
    database
        .ownersJdbc()
        .sql(
            """
            update broker.sign_in i set verified_at = s.verified_at, state = s.state
              from saved_sign_in s where s.id = i.id
            """)
        .update();
    victim.device().get(broker, "/v1/me").expect(200);
  }

  private int selfAppointments() {
    return database
        .jdbc()
        .sql("select count(*) from broker.audit_record where body like '%\"selfAppointed\"%'")
        .query(Integer.class)
        .single();
  }

  private dev.teambroker.server.member.Link fresh() {
    return java.util.Objects.requireNonNull(broker.bean(Bootstrapping.class).freshLink().orNull());
  }
}
