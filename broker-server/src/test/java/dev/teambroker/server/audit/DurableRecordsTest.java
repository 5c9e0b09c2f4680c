package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.database.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

/** What is not durable counts for nothing, and what may be is called unknown. */
class DurableRecordsTest {
  private static final AuditEvent EVENT = AuditEvent.of("test.durable");
  private static final AuditProperties HURRIED = new AuditProperties(Duration.ofMillis(300), 1);

  @Test
  void refusesToWriteWithSynchronousCommitOff() {
    try (TestDatabase database = TestDatabase.fresh()) {
      String name = database.serviceLogin().url().replaceFirst(".*/", "");
      superuser("ALTER ROLE broker_service IN DATABASE " + name + " SET synchronous_commit = off");
      try (TestTrail audit = TestTrail.on(database)) {
        AuditUnavailable failure = failure(() -> audit.trail().record(EVENT));
        assertThat(failure).hasMessageContaining("would not be durable");
        assertThat(failure.isOutcomeUnknown()).isFalse();
        assertThat(audit.trail().trouble()).isPresent();
        assertThat(
                catchThrowableOfType(
                    RuntimeException.class,
                    () -> audit.transactions().execute(status -> audit.trail().append(EVENT))))
            .hasStackTraceContaining("would not be durable");
      }
    }
  }

  @Test
  void tellsWhatWasNotWrittenFromWhatMayHaveBeen() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        TestTrail audit = TestTrail.on(database, HURRIED);
        Connection holder = holdHead(database)) {
      CompletableFuture<AuditUnavailable> taken = recording(audit);
      until(() -> waitsForHead(database));
      CompletableFuture<AuditUnavailable> waiting = recording(audit);

      assertThat(taken.get().isOutcomeUnknown()).isTrue();
      assertThat(waiting.get().isOutcomeUnknown()).isFalse();
      holder.rollback();
    }
  }

  @Test
  void refusesAtOnceWhenTooManyWait() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        TestTrail audit = TestTrail.on(database, new AuditProperties(Duration.ofSeconds(20), 1));
        Connection holder = holdHead(database)) {
      CompletableFuture<Recorded> first =
          CompletableFuture.supplyAsync(() -> audit.trail().record(EVENT));
      until(() -> waitsForHead(database));
      audit.trail().note(EVENT);
      AuditUnavailable failure = failure(() -> audit.trail().record(EVENT));
      assertThat(failure).hasMessageContaining("too many records wait");
      assertThat(failure.isOutcomeUnknown()).isFalse();
      holder.rollback();
      assertThat(first.get().number()).isEqualTo(1);
    }
  }

  @Test
  void callsTheOutcomeUnknownWhenTheConnectionIsLostAndGoesOnWithANewOne() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        TestTrail audit = TestTrail.on(database)) {
      try (Connection holder = holdHead(database)) {
        CompletableFuture<AuditUnavailable> taken = recording(audit);
        until(() -> waitsForHead(database));
        superuser(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        assertThat(taken.get().isOutcomeUnknown()).isTrue();
        holder.rollback();
      }
      assertThat(audit.trail().record(EVENT).number()).isEqualTo(1);
    }
  }

  @Test
  void callsTheOutcomeUnknownWhenTheCommitEndsInAWarning() throws Exception {
    try (TestServer server = TestServer.start();
        TestTrail audit =
            TestTrail.on(
                server.service(), server.postgres(), server.transactions(), TestTrail.PATIENT)) {
      audit.trail().record(EVENT);
      server.asSuperuser(
          "ALTER SYSTEM SET synchronous_standby_names = 'gone'", "SELECT pg_reload_conf()");
      CompletableFuture<AuditUnavailable> recording = recordingUntilTheSettingIsInForce(audit);
      cancelWhatWaitsForTheStandby(server, recording);
      assertThat(recording.get().isOutcomeUnknown()).isTrue();

      CompletableFuture<TransactionSystemException> appending =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      TransactionSystemException.class,
                      () -> audit.transactions().execute(s -> audit.trail().append(EVENT))));
      cancelWhatWaitsForTheStandby(server, appending);
      assertThat(appending.get()).hasMessageContaining("outcome is unknown");
      server.asSuperuser("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }
  }

  private static void cancelWhatWaitsForTheStandby(TestServer server, CompletableFuture<?> caller) {
    until(
        () -> {
          server.asSuperuser(
              "SET synchronous_commit = local",
              "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
          return caller.isDone();
        });
  }

  private static CompletableFuture<AuditUnavailable> recording(TestTrail audit) {
    return CompletableFuture.supplyAsync(() -> failure(() -> audit.trail().record(EVENT)));
  }

  /** What is committed before the checkpointer has read the setting waits for nobody. */
  private static CompletableFuture<AuditUnavailable> recordingUntilTheSettingIsInForce(
      TestTrail audit) {
    return CompletableFuture.supplyAsync(
        () ->
            Stream.generate(() -> Optional.ofNullable(failure(() -> audit.trail().record(EVENT))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow());
  }

  private static AuditUnavailable failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    return catchThrowableOfType(AuditUnavailable.class, c);
  }

  private static Connection holdHead(TestDatabase database) throws SQLException {
    Connection holder = database.owner().getConnection();
    holder.setAutoCommit(false);
    try (var statement = holder.createStatement()) {
      statement.execute("SELECT FROM broker.audit_head FOR UPDATE");
    }
    return holder;
  }

  private static boolean waitsForHead(TestDatabase database) {
    return database
        .ownersJdbc()
        .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
        .query(Integer.class)
        .single()
        .equals(1);
  }

  private static void superuser(String sql) {
    try (Connection connection = TestDatabase.superuserLogin().connect(Duration.ofMinutes(1));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
  }
}
