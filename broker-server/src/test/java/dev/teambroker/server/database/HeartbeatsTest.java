package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class HeartbeatsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestHeartbeats replica = new TestHeartbeats(database);
  private final Heartbeats heartbeats = replica.heartbeats();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void countsForALeaseAndThenNoMoreUntilTheNextBeat() {
    assertThat(heartbeats.current()).isEmpty();
    heartbeats.start();
    UUID id = replica.id();
    replica.leasePasses();
    assertThat(heartbeats.current()).isEmpty();
    heartbeats.beat();
    assertThat(heartbeats.current()).contains(id);
  }

  @Test
  void countsNoMoreWhereTheDatabaseTakesNoHeartbeat() {
    heartbeats.start();
    database.ownersJdbc().sql("ALTER TABLE broker.replica RENAME TO elsewhere").update();
    heartbeats.beat();
    assertThat(heartbeats.current()).as("within the lease").isPresent();
    replica.leasePasses();
    heartbeats.beat();
    assertThat(heartbeats.current()).isEmpty();
  }

  @Test
  void saysInTheReadinessWhyNothingIsIssued() {
    HeartbeatHealth health = new HeartbeatHealth(heartbeats);
    Health before = health.health();
    assertThat(before.getStatus()).isEqualTo(Status.DOWN);
    assertThat(before.getDetails().get("why")).asString().contains("nothing is issued");
    heartbeats.start();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void goesOnUnderANewIdOnceOthersHaveDeclaredItLost() {
    heartbeats.start();
    UUID lost = replica.id();
    database.jdbc().sql("UPDATE broker.replica SET lost_at = now()").update();
    heartbeats.beat();
    assertThat(replica.id()).isNotEqualTo(lost);
    assertThat(living()).containsExactly(replica.id());
  }

  @Test
  void goesOnUnderANewIdWhereItsRowIsGone() {
    heartbeats.start();
    UUID gone = replica.id();
    database.jdbc().sql("DELETE FROM broker.replica").update();
    heartbeats.beat();
    assertThat(living()).containsExactly(replica.id()).doesNotContain(gone);
  }

  @Test
  void leavesAnIdThatItGaveUpToTheOthers() {
    heartbeats.start();
    UUID given = replica.id();
    heartbeats.giveUp(given);
    heartbeats.beat();
    assertThat(replica.id()).isNotEqualTo(given);
    assertThat(silent()).containsExactly(given);
    heartbeats.giveUp(given);
    UUID now = replica.id();
    heartbeats.beat();
    assertThat(replica.id()).as("given up once").isEqualTo(now);
  }

  @Test
  void leavesNoRowBehindWhenItLeavesInGoodOrder() {
    heartbeats.start();
    heartbeats.leave();
    assertThat(heartbeats.current()).isEmpty();
    assertThat(rows()).isZero();
  }

  @Test
  void takesEveryOtherForDeadWhereItAloneUsesTheDatabase() {
    heartbeats.start();
    TestHeartbeats restarted = new TestHeartbeats(database, true);
    restarted.heartbeats().start();
    assertThat(silent()).containsExactly(replica.id());
    assertThat(living()).containsExactly(restarted.id());
  }

  private List<UUID> living() {
    return ids("lost_at IS NULL AND seen_at > now() - interval '15 seconds'");
  }

  private List<UUID> silent() {
    return ids("lost_at IS NULL AND seen_at < now() - interval '1 hour'");
  }

  private List<UUID> ids(String which) {
    return database
        .jdbc()
        .sql("SELECT id FROM broker.replica WHERE " + which)
        .query(UUID.class)
        .list();
  }

  private int rows() {
    return database.jdbc().sql("SELECT count(*) FROM broker.replica").query(Integer.class).single();
  }
}
