package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.Recorded;
import dev.teambroker.server.audit.TrailBroken;
import dev.teambroker.server.database.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that may not issue isn't ready, and says why; it is alive all the same. */
class HealthTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final RunningBroker broker = RunningBroker.on(database);

  @AfterEach
  void close() {
    broker.close();
    database.close();
  }

  @Test
  void isReadyWithEveryPart() throws Exception {
    HttpResponse<String> ready = readiness();
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"heartbeat\"", "\"database\"", "\"audit\"");
  }

  @Test
  void isNotReadyOnADatabaseThatIsNotDurableAnyMore() throws Exception {
    String name = database.serviceLogin().url().replaceFirst(".*/", "");
    asSuperuser("ALTER DATABASE " + name + " SET synchronous_commit = off");
    asSuperuser(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE usename = 'broker_service' AND datname = '%s'
        """
            .formatted(name));
    awaitNotReady("synchronous_commit is off");
  }

  @Test
  void isNotReadyOnATrailThatIsNotTheOneThatWasSeen() throws Exception {
    database.ownersJdbc().sql("UPDATE broker.audit_head SET hash = sha256('x')").update();
    Recorded next = broker.bean(AuditTrail.class).record(AuditEvent.of("test.next"));
    assertThatThrownBy(() -> broker.bean(DecidingRows.class).upTo(next))
        .isInstanceOf(TrailBroken.class);
    awaitNotReady("the trail is broken");
  }

  private void awaitNotReady(String why) throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> readiness().statusCode() == 503 && readiness().body().contains(why));
    assertThat(broker.management("/health/liveness").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> readiness() throws Exception {
    return broker.management("/health/readiness");
  }

  private static void asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestDatabase.superuserLogin().connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
