package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Beginning.Begun;
import dev.teambroker.server.audit.Beginning.OutOfTouch;
import dev.teambroker.server.audit.verification.AuditReport;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import dev.teambroker.server.database.OpenWork.Since;
import dev.teambroker.server.database.Rooms;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.database.TestHeartbeats;
import dev.teambroker.server.web.RequestContext;
import dev.teambroker.server.web.RequestContext.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What replicas begin and don't end, on a real database. */
class UndertakingsTest {
  private static final AuditEvent REQUESTED =
      AuditEvent.of("session.requested").with("sharedUser", "deploy");

  private static final AuditEvent ISSUED = AuditEvent.of("session.issued");

  private final TestDatabase database = TestDatabase.fresh();
  private final Living one = new Living();
  private final Living other = new Living();

  /** A replica's half of it. */
  private final class Living implements AutoCloseable {
    final TestTrail audit = TestTrail.on(database);
    final TestHeartbeats heart = new TestHeartbeats(database);
    final Undertakings undertakings =
        new Undertakings(audit.trail(), audit.index(), heart.heartbeats(), Rooms.unlimited());
    final EndingForLost ending =
        new EndingForLost(
            database.jdbc(),
            Objects.requireNonNull(audit.transactions().getTransactionManager()),
            audit.trail(),
            database.postgres());

    Living() {
      heart.of(undertakings);
      heart.heartbeats().start();
    }

    Undertaking begins(AuditEvent event) {
      return ((Begun) undertakings.begin(event, null)).undertaking();
    }

    void isSilentForLong() {
      TestHeartbeats.fallsSilent(database, heart.id());
    }

    @Override
    public void close() {
      audit.close();
    }
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    database.close();
  }

  @Test
  void endsWhatALostReplicaHasBegunUnderAnUnknownOutcome() {
    RequestContext request =
        new RequestContext("r-1", "192.0.2.7", new Actor("m1", "ann", "d1", "lap"));
    Undertaking begun = ScopedValue.where(RequestContext.CURRENT, request).call(() -> begun());
    one.isSilentForLong();
    other.ending.run();

    assertThat(actions())
        .containsExactly("session.requested", "replica.lost", "session.outcome-unknown");
    assertThat(bodies().getLast())
        .startsWith("{\"ends\":{\"epoch\":1,\"number\":%d},".formatted(begun.recorded().number()))
        .contains("\"requestId\":\"r-1\"", "\"name\":\"ann\"", "192.0.2.7", "deploy")
        .contains("the replica was lost before there was a result");
    assertThat(verify()).contains("requests without a result: none");
  }

  @Test
  void addsNothingToWhatHasAResult() {
    try (Undertaking begun = begun()) {
      begun.end(ISSUED, null);
    }
    one.isSilentForLong();
    other.ending.run();
    assertThat(actions()).containsExactly("session.requested", "session.issued", "replica.lost");
  }

  @Test
  void addsNothingASecondTime() {
    begun();
    one.isSilentForLong();
    other.ending.run();
    other.ending.run();
    new Living().ending.run();
    assertThat(unknown()).isEqualTo(1);
  }

  @Test
  void addsEachOnceThoughManyLookAtOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      begun();
    }
    one.isSilentForLong();
    List<Living> sweepers = IntStream.range(0, 6).mapToObj(i -> new Living()).toList();
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Void>> runs =
        sweepers.stream()
            .map(
                each ->
                    CompletableFuture.runAsync(
                        () -> {
                          try {
                            go.await();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          each.ending.run();
                          each.ending.run();
                        },
                        task -> Thread.ofVirtual().start(task)))
            .toList();
    go.countDown();
    for (CompletableFuture<Void> run : runs) {
      run.get();
    }
    assertThat(unknown()).isEqualTo(20);
    assertThat(actions()).filteredOn("replica.lost"::equals).hasSize(1);
    sweepers.forEach(Living::close);
  }

  @Test
  void leavesALivingReplicasRequestsAlone() {
    Undertaking begun = begun();
    other.ending.run();
    begun.end(ISSUED, null);
    assertThat(actions()).containsExactly("session.requested", "session.issued");
  }

  @Test
  void letsALostReplicaEndNothingThatItHasBegun() {
    Undertaking begun = begun();
    one.isSilentForLong();
    other.ending.run();
    assertThatThrownBy(() -> begun.end(ISSUED, session("ASIA1")))
        .isInstanceOf(AuditUnavailable.class)
        .hasMessageContaining("ended by others");
    assertThat(actions()).doesNotContain("session.issued");
    assertThat(jdbc().sql("SELECT count(*) FROM broker.ledger_session").query(Long.class).single())
        .isZero();
  }

  @Test
  void letsALostReplicaBeginNothingUntilItHasBeatenAgain() {
    one.isSilentForLong();
    other.ending.run();
    assertThat(one.undertakings.begin(REQUESTED, null)).isInstanceOf(OutOfTouch.class);
    one.heart.heartbeats().beat();
    assertThat(one.undertakings.begin(REQUESTED, null)).isInstanceOf(Begun.class);
  }

  @Test
  void beginsNothingWithoutAHeartbeatOfThisLease() {
    one.heart.leasePasses();
    assertThat(one.undertakings.begin(REQUESTED, null)).isInstanceOf(OutOfTouch.class);
    assertThat(bodies()).isEmpty();
  }

  @Test
  void usesNoProofUpForALostReplica() {
    one.isSilentForLong();
    other.ending.run();
    ProofUse proof = new ProofUse("thumb", "jti", Instant.now().plusSeconds(60));
    assertThat(one.undertakings.begin(REQUESTED, proof)).isInstanceOf(OutOfTouch.class);
    assertThat(other.undertakings.begin(REQUESTED, proof)).isInstanceOf(Begun.class);
  }

  @Test
  void endsWhatALivingReplicaCouldNotPutOnRecord() {
    try (Undertaking abandoned = begun()) {
      assertThat(abandoned.recorded().number()).isEqualTo(1);
    }
    Undertaking later = begun();
    one.heart.heartbeats().beat();
    other.ending.run();
    assertThat(unknown()).isEqualTo(2);
    assertThatThrownBy(() -> later.end(ISSUED, null)).isInstanceOf(AuditUnavailable.class);
    try (Undertaking next = begun()) {
      next.end(ISSUED, null);
    }
    assertThat(actions()).endsWith("session.requested", "session.issued");
  }

  @Test
  void looksOnlyAfterThePlaceThatTheLastHeartbeatTold() {
    try (Undertaking ended = begun()) {
      ended.end(ISSUED, null);
    }
    one.audit.index().refresh();
    assertThat(one.undertakings.since()).isEqualTo(new Since(1, 2));
    Undertaking first = begun();
    try (Undertaking second = begun()) {
      one.audit.index().refresh();
      assertThat(one.undertakings.since()).isEqualTo(new Since(1, 2));
      second.end(ISSUED, null);
    }
    one.heart.heartbeats().beat();
    assertThat(
            jdbc()
                .sql("SELECT open_number FROM broker.replica WHERE id = ?")
                .param(one.heart.id())
                .query(Long.class)
                .single())
        .isEqualTo(2);
    one.isSilentForLong();
    other.ending.run();
    assertThat(bodies().getLast())
        .startsWith("{\"ends\":{\"epoch\":1,\"number\":" + first.recorded().number() + "}");
    assertThat(unknown()).isEqualTo(1);
  }

  @Test
  void verifyCountsWhatHasNoResult() {
    begun();
    begun();
    assertThat(verify())
        .contains("requests without a result: 2, as record 1 of epoch 1, 2 of epoch 1");
  }

  /** Never closed, as if the process had died. */
  @SuppressWarnings("MustBeClosedChecker")
  private Undertaking begun() {
    return one.begins(REQUESTED);
  }

  private static LedgerRow session(String id) {
    return new LedgerRow(
        id,
        "m",
        "ann",
        "d",
        "lap",
        "u",
        "1",
        "role",
        "g",
        "AKIA",
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        "r",
        null);
  }

  private List<String> verify() {
    AuditReport report =
        new VerifyingDatabase(
                database.service(),
                Objects.requireNonNull(database.transactions().getTransactionManager()),
                new TestRowMac(),
                List.of())
            .verify();
    assertThat(report.faults()).isEmpty();
    return report.lines();
  }

  private long unknown() {
    return actions().stream().filter("session.outcome-unknown"::equals).count();
  }

  private List<String> actions() {
    return bodies().stream().map(body -> StoredRecord.of(body).action()).toList();
  }

  private List<String> bodies() {
    return jdbc()
        .sql("SELECT body FROM broker.audit_record ORDER BY epoch, number")
        .query(String.class)
        .list();
  }

  private JdbcClient jdbc() {
    return database.jdbc();
  }
}
