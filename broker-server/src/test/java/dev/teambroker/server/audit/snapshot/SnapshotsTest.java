package dev.teambroker.server.audit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.audit.TrailBroken;
import dev.teambroker.server.audit.TrailIndex.At;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.TestCheckpointKey;
import dev.teambroker.server.audit.snapshot.Snapshot.Use;
import dev.teambroker.server.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the index begins, and which snapshots it doesn't believe. */
class SnapshotsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final TestCheckpointKey key = new TestCheckpointKey();
  private final Snapshots snapshots = new Snapshots(database.jdbc(), key);
  private final BeginningIndex beginning = new BeginningIndex(snapshots);
  private final TakingSnapshots taking =
      new TakingSnapshots(audit.index(), snapshots, key, new SnapshotSettings(3));

  /** Versions 1 to 3 of a row, and a snapshot after each. */
  @BeforeEach
  void takeThree() {
    for (int version = 1; version <= 3; version++) {
      record(version);
      for (int i = 0; i < 3; i++) {
        audit.trail().record(AuditEvent.of("test.done"));
      }
      audit.index().refresh();
      taking.takeWhereDue();
    }
  }

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void areTakenWhereEnoughHasComeAndTheOldestGo() {
    assertThat(count()).isEqualTo(3);
    taking.takeWhereDue();
    assertThat(count()).as("nothing has come").isEqualTo(3);
    record(4);
    audit.index().refresh();
    taking.takeWhereDue();
    assertThat(count()).as("too little has come").isEqualTo(3);
    record(5);
    record(6);
    audit.index().refresh();
    taking.takeWhereDue();
    assertThat(count()).isEqualTo(3);
    assertThat(snapshots.newestPlace()).contains(audit.index().seen());
  }

  @Test
  void giveTheIndexThatTheWholeTrailGives() {
    record(4);
    At whole = fromTheFirst();
    beginning.begin(audit.index());
    assertThat(audit.index().seen().number()).as("the third snapshot").isEqualTo(12);
    audit.index().refresh();
    assertThat(audit.index().now()).isEqualTo(whole);
    assertThat(whole.rows().getFirst().version()).isEqualTo(4);
  }

  @Test
  void areOldAndTheIndexIsTheSame() {
    At whole = fromTheFirst();
    sql("DELETE FROM broker.audit_snapshot WHERE number > 4");
    beginning.begin(audit.index());
    assertThat(audit.index().seen().number()).isEqualTo(4);
    audit.index().refresh();
    assertThat(audit.index().now()).isEqualTo(whole);
  }

  @Test
  void areNotBelievedWithAnotherContent() {
    sql("UPDATE broker.audit_snapshot SET rows = decode('00000000', 'hex') WHERE number = 12");
    beginning.begin(audit.index());
    assertThat(audit.index().seen().number()).as("the second one").isEqualTo(8);
  }

  @Test
  void areNotBelievedUnderAnotherKey() {
    At now = fromTheFirst();
    Chain place = now.place();
    sql("DELETE FROM broker.audit_snapshot");
    snapshots.add(Snapshot.of(Use.SNAPSHOT, place, List.of(), new TestCheckpointKey()));
    audit.index().watch(Chain.START);
    beginning.begin(audit.index());
    audit.index().refresh();
    assertThat(audit.index().now()).isEqualTo(now);
  }

  @Test
  void areNotBelievedAtAnotherPlace() {
    sql(
        "UPDATE broker.audit_snapshot SET number = 11, hash = (SELECT hash FROM"
            + " broker.audit_record WHERE number = 11) WHERE number = 12");
    beginning.begin(audit.index());
    assertThat(audit.index().seen().number()).isEqualTo(8);
  }

  @Test
  void stopTheStartWhereTheTrailIsAnotherOne() {
    sql("UPDATE broker.audit_record SET hash = sha256('x') WHERE number = 12");
    beginning.begin(audit.index());
    assertThatThrownBy(() -> audit.index().refresh())
        .isInstanceOf(TrailBroken.class)
        .hasMessageContaining("record 12 is not the one that was seen");
  }

  @Test
  void areNoBase() {
    sql("INSERT INTO broker.audit_base SELECT * FROM broker.audit_snapshot WHERE number = 4");
    assertThatThrownBy(() -> beginning.begin(audit.index())).isInstanceOf(UnsignedBase.class);
  }

  @Test
  void ofABaseAreBelievedUnderThePinnedKeyAlone() {
    Snapshot base = Snapshot.of(Use.BASE, new Chain(1, 4, hashOf(4)), List.of(), key);
    database
        .ownersJdbc()
        .sql(
            """
            INSERT INTO broker.audit_base (epoch, number, hash, rows, signature)
            VALUES (1, 4, decode(:hash, 'hex'), :rows, :signature)
            """)
        .param("hash", base.place().hash())
        .param("rows", base.rows())
        .param("signature", base.signature())
        .update();
    assertThat(snapshots.base(CheckpointKey.of(key.publicKey()))).isPresent();
    CheckpointKey other = CheckpointKey.of(new TestCheckpointKey().publicKey());
    assertThatThrownBy(() -> snapshots.base(other)).isInstanceOf(UnsignedBase.class);
  }

  @Test
  void beginBeforeTheCheckpointSoThatItIsPassed() {
    Chain seventh = new Chain(1, 7, hashOf(7));
    assertThat(beginning.beginBefore(seventh, audit.index())).isFalse();
    assertThat(audit.index().seen().number()).isEqualTo(4);
    audit.index().refresh();
    assertThat(audit.index().hasPassed()).isTrue();
    beginning.beginBefore(new Chain(1, 7, "0".repeat(64)), audit.index());
    audit.index().refresh();
    assertThat(audit.index().hasPassed()).isFalse();
    beginning.beginBefore(new Chain(1, 12, hashOf(12)), audit.index());
    assertThat(audit.index().hasPassed()).as("the snapshot is at its place").isTrue();
  }

  private void record(int version) {
    audit
        .trail()
        .record(
            AuditEvent.of("test.changed")
                .changing(new RowChange(RowKind.SETTING, "a", version, "ab".repeat(32), false)));
  }

  private At fromTheFirst() {
    audit.index().watch(Chain.START);
    audit.index().refresh();
    return audit.index().now();
  }

  private int count() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM broker.audit_snapshot")
        .query(Integer.class)
        .single();
  }

  private String hashOf(long number) {
    return database
        .jdbc()
        .sql("SELECT encode(hash, 'hex') FROM broker.audit_record WHERE number = :number")
        .param("number", number)
        .query(String.class)
        .single();
  }

  private void sql(String statement) {
    database.ownersJdbc().sql(statement).update();
  }
}
