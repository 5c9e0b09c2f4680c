package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartChecksTest {
  private static final Path ROOT = Path.of("target", "test-postgresql").toAbsolutePath();

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void acceptsTheServicesRoleOnADurableDatabase() {
    assertThatCode(() -> StartChecks.run(database.serviceLogin())).doesNotThrowAnyException();
  }

  @Test
  void refusesSynchronousCommitOffAtTheRole() throws SQLException {
    String name = database.serviceLogin().url().replaceFirst(".*/", "");
    asSuperuser("ALTER ROLE broker_service IN DATABASE " + name + " SET synchronous_commit = off");
    refused("synchronous_commit is off");
  }

  @Test
  void refusesADatabaseThatIsReadOnly() throws SQLException {
    String name = database.serviceLogin().url().replaceFirst(".*/", "");
    asSuperuser("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
    refused("default_transaction_read_only");
  }

  @Test
  void refusesFsyncAndFullPageWritesOff() throws IOException {
    Path folder = Files.createTempDirectory(ROOT, "nofsync");
    List<String> unsafe = List.of("fsync=off", "full_page_writes=off");
    try (EmbeddedPostgres server = start(folder, unsafe)) {
      Migrations.run(server.owner());
      assertThatThrownBy(() -> StartChecks.run(server.service()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("fsync off")
          .hasMessageContaining("full_page_writes off");
    }
    PostgresBinaries.delete(folder);
  }

  @Test
  void refusesAStandby() throws Exception {
    Path folder = Files.createTempDirectory(ROOT, "standby");
    start(folder, List.of()).close();
    Files.createFile(folder.resolve("data/standby.signal"));
    Cluster cluster = Cluster.in(folder, ROOT, Launch.forThisProcess());
    try (Postmaster standby = Postmaster.start(cluster, List.of())) {
      Login login = cluster.login(standby.port(), "broker_service", "broker");
      Awaitility.await()
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (Connection connection = login.connect(Duration.ofSeconds(5))) {
                  assertThat(Durability.faults(connection))
                      .singleElement()
                      .asString()
                      .contains("is a standby");
                }
              });
    }
    PostgresBinaries.delete(folder);
  }

  private static EmbeddedPostgres start(Path folder, List<String> settings) {
    return EmbeddedPostgres.start(folder, ROOT, Launch.forThisProcess(), settings);
  }

  @Test
  void refusesTheOwner() {
    assertThatThrownBy(() -> StartChecks.run(database.ownerLogin()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("owns")
        .hasMessageContaining("may update rows of audit_record");
  }

  @Test
  void refusesASuperuser() {
    Login superuser = TestDatabase.superuserLogin().to(database.serviceLogin().url());
    assertThatThrownBy(() -> StartChecks.run(superuser))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is a superuser");
  }

  @Test
  void refusesARoleThatMayDeleteRecords() {
    database.ownersJdbc().sql("GRANT DELETE ON broker.audit_record TO broker_service").update();
    refused("may delete rows of audit_record");
  }

  @Test
  void refusesARoleThatMayMoveTheHead() {
    database.ownersJdbc().sql("GRANT UPDATE ON broker.audit_head TO broker_service").update();
    refused("may update rows of audit_head");
  }

  @Test
  void refusesARoleThatMayReplaceTheFunction() {
    database.ownersJdbc().sql("GRANT CREATE ON SCHEMA broker TO broker_service").update();
    refused("may create objects");
  }

  @Test
  void refusesAMemberOfTheOwnersRole() throws SQLException {
    asSuperuser("GRANT broker_owner TO broker_service WITH INHERIT FALSE");
    try {
      refused("is a member of the role that owns");
    } finally {
      asSuperuser("REVOKE broker_owner FROM broker_service");
    }
  }

  private void refused(String why) {
    assertThatThrownBy(() -> StartChecks.run(database.serviceLogin()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(why);
  }

  private static void asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestDatabase.superuserLogin().connect(Duration.ofMinutes(1));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
