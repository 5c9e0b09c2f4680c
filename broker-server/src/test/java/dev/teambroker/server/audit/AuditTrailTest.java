package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Admission.Admitted;
import dev.teambroker.server.audit.Admission.ProofReplayed;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.web.RequestContext;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
  private static final TestDatabase database = TestDatabase.fresh();
  private static final TestTrail audit = TestTrail.on(database);

  @AfterAll
  static void close() {
    audit.close();
    database.close();
  }

  @Test
  void recordIsStoredWithWhoAndFromWhere() {
    RequestContext request =
        new RequestContext("r-1", "192.0.2.7", new RequestContext.Actor("m1", "ann", "d1", "lap"));
    Recorded recorded =
        ScopedValue.where(RequestContext.CURRENT, request)
            .call(() -> audit.trail().record(AuditEvent.of("test.done").with("a", "\"ü\n")));

    assertThat(body(recorded))
        .isEqualTo(
            "{\"at\":\"%s\",\"action\":\"test.done\",\"requestId\":\"r-1\",\"source\":\"192.0.2.7\","
                    .formatted(recorded.at())
                + "\"member\":{\"id\":\"m1\",\"name\":\"ann\"},"
                + "\"device\":{\"id\":\"d1\",\"name\":\"lap\"},"
                + "\"attributes\":{\"a\":\"\\\"ü\\n\"}}");
  }

  @Test
  void recordInATransactionRollsBackWithIt() {
    long before = count();
    assertThatThrownBy(
            () ->
                audit
                    .transactions()
                    .executeWithoutResult(
                        status -> {
                          audit.trail().append(AuditEvent.of("test.never"));
                          throw new IllegalStateException("roll back");
                        }))
        .hasMessage("roll back");
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void recordInATransactionCommitsWithIt() {
    Recorded recorded =
        audit.transactions().execute(status -> audit.trail().append(AuditEvent.of("test.changed")));
    assertThat(body(recorded)).contains("test.changed");
  }

  @Test
  void appendRefusesToRunOutsideOfATransaction() {
    assertThatThrownBy(() -> audit.trail().append(AuditEvent.of("test.x")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void recordRefusesToRunInsideATransaction() {
    assertThatThrownBy(
            () ->
                audit
                    .transactions()
                    .executeWithoutResult(s -> audit.trail().record(AuditEvent.of("test.x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void proofIsAcceptedOnceAndItsReplayWritesNothing() {
    ProofUse proof = new ProofUse("thumb", "jti-1", Instant.now().plusSeconds(60));
    assertThat(audit.trail().record(AuditEvent.of("test.first"), Purpose.TELLS, proof, null))
        .isInstanceOf(Admitted.class);
    long before = count();
    assertThat(audit.trail().record(AuditEvent.of("test.replay"), Purpose.TELLS, proof, null))
        .isInstanceOf(ProofReplayed.class);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void ledgerRowIsWrittenWithItsRecord() {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    LedgerRow row =
        new LedgerRow(
            "ASIA1",
            "m1",
            "ann",
            "d1",
            "lap",
            "u1",
            "123456789012",
            "role",
            "g1",
            "AKIA1",
            null,
            now,
            now.plusSeconds(900),
            "r-1",
            "192.0.2.7");
    Admitted admitted =
        (Admitted) audit.trail().record(AuditEvent.of("session.issued"), Purpose.TELLS, null, row);
    assertThat(
            database
                .jdbc()
                .sql("SELECT audit_number FROM broker.ledger_session WHERE access_key_id = 'ASIA1'")
                .query(Long.class)
                .single())
        .isEqualTo(admitted.recorded().number());
  }

  @Test
  void oneRecordThatTheDatabaseRefusesDoesNotFailItsBatch() throws Exception {
    LedgerRow twice =
        new LedgerRow(
            "ASIA2",
            "m1",
            "ann",
            "d1",
            "lap",
            "u1",
            "123456789012",
            "role",
            "g1",
            "AKIA1",
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            "r-1",
            null);
    audit.trail().record(AuditEvent.of("session.issued"), Purpose.TELLS, null, twice);
    try (var hold = database.owner().getConnection()) {
      hold.setAutoCommit(false);
      hold.createStatement().execute("SELECT FROM broker.audit_head FOR UPDATE");
      List<Thread> callers = new java.util.ArrayList<>();
      List<String> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
      for (int i = 0; i < 10; i++) {
        boolean bad = i == 5;
        callers.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    audit
                        .trail()
                        .record(
                            AuditEvent.of("test.batch"), Purpose.TELLS, null, bad ? twice : null);
                    outcomes.add("written");
                  } catch (AuditUnavailable e) {
                    outcomes.add("unknown " + e.isOutcomeUnknown());
                  }
                }));
      }
      hold.rollback();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(outcomes).hasSize(10).filteredOn("written"::equals).hasSize(9);
      assertThat(outcomes).contains("unknown false");
    }
  }

  private static String body(Recorded recorded) {
    return database
        .jdbc()
        .sql("SELECT body FROM broker.audit_record WHERE epoch = ? AND number = ?")
        .params(recorded.epoch(), recorded.number())
        .query(String.class)
        .single();
  }

  private static long count() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM broker.audit_record")
        .query(Long.class)
        .single();
  }
}
