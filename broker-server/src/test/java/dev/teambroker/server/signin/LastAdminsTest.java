package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last two admins act against each other at one moment, each at a replica of their own. */
class LastAdminsTest {
  private final SettableClock clock = new SettableClock();
  private final TestDatabase database = TestDatabase.fresh();
  private final Replica one = Replica.start(database, clock);
  private final Replica other = one.another(database, clock);
  private final Person ann = Person.firstAdmin(one, clock);
  private final Person ben = ann.brings(one, "ben", "admin");

  @AfterEach
  void stop() {
    other.close();
    one.close();
    database.close();
  }

  @Test
  void oneOfTwoWhoSuspendEachOtherStays() throws Exception {
    oneOf(
        () -> ann.device().post(one, "/v1/members/ben/suspend", ""),
        () -> ben.device().post(other, "/v1/members/" + ann.name() + "/suspend", ""));
  }

  @Test
  void oneOfTwoWhoRemoveEachOtherStays() throws Exception {
    oneOf(
        () -> ann.device().delete(one, "/v1/members/ben"),
        () -> ben.device().delete(other, "/v1/members/" + ann.name()));
  }

  @Test
  void oneOfTwoStaysWhoTakeEachOthersRoleAndDevice() throws Exception {
    oneOf(
        () -> ann.device().put(one, "/v1/members/ben/roles", "{\"roles\": []}"),
        () ->
            ben.device().delete(other, "/v1/members/" + ann.name() + "/devices/" + ann.deviceId()));
  }

  @Test
  void oneOfTwoWhoBothStepDownStays() throws Exception {
    oneOf(
        () -> ann.device().put(one, "/v1/members/" + ann.name() + "/roles", "{\"roles\": []}"),
        () -> ben.device().put(other, "/v1/members/ben/roles", "{\"roles\": []}"));
  }

  /** Both transactions are under way, and neither has decided, when they are let go. */
  private void oneOf(Callable<Answer> anns, Callable<Answer> bens) throws Exception {
    ann.fresh(one);
    ben.fresh(other);
    try (Connection held = database.owner().getConnection();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      run(held, "select pg_advisory_lock(hashtext('broker.admins'))");
      Future<Answer> first = threads.submit(anns);
      Future<Answer> second = threads.submit(bens);
      await().until(() -> waiting() == 2);
      run(held, "select pg_advisory_unlock(hashtext('broker.admins'))");

      List<Answer> answers = List.of(first.get(), second.get());
      assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.is(ProblemType.CONFLICT)).hasSize(1);
    }
    Person left = isAdmin(ann) ? ann : ben;
    left.fresh(one).put(one, "/v1/teams/still-administered", null).expect(204);
  }

  private boolean isAdmin(Person who) {
    Answer me = who.device().get(one, "/v1/me");
    return me.status() == 200 && me.json().path("roles").toString().contains("admin");
  }

  private int waiting() {
    return database
        .ownersJdbc()
        .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
        .query(Integer.class)
        .single();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
