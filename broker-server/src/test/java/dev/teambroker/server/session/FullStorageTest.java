package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.database.Rooms;
import dev.teambroker.server.database.Storage;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A database that may grow to 64 MB, and has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullStorageTest {
  private LimitedScene scene;

  private static final class LimitedScene extends Scene<Replica> implements AutoCloseable {
    LimitedScene() {
      SettableClock clock = new SettableClock();
      TestDatabase database = TestDatabase.fresh();
      Sandbox aws = Sandbox.start(0, clock);
      Replica broker =
          Replica.start(
              database, clock, over(aws)[0], over(aws)[1], "broker.database.size-limit=64MB");
      super(clock, database, aws, broker, Person.firstAdmin(broker, clock));
    }

    @Override
    public void close() {
      broker.close();
      aws.close();
      database.close();
    }
  }

  @BeforeAll
  void aMemberHasAGrant() {
    scene = new LimitedScene();
    SandboxUser user = scene.shared("deploy");
    scene.grantsRole("deploy", scene.alice, scene.role("reader", user));
    measures("CREATE TABLE broker.filler (content text STORAGE PLAIN)");
  }

  @AfterEach
  void empties() {
    measures("TRUNCATE broker.filler");
  }

  @AfterAll
  void close() {
    scene.close();
  }

  private void measures(String sql) {
    scene.database.ownersJdbc().sql(sql).update();
    Rooms.measure(scene.broker.bean(Storage.class));
  }

  private void fills() {
    measures(
        """
        INSERT INTO broker.filler SELECT repeat('x', 7900) FROM generate_series(1, 8000)
        """);
  }

  @Test
  void issuesNothingWhenTheRoomIsUsedUpAndGoesOnWhenThereIsMore() {
    fills();
    Answer refused = scene.asks(scene.alice, "deploy", "role").expect(ProblemType.STORAGE_FULL);
    refused.detail().contains("% of its room");
    assertThat(recordsOf(refused)).isZero();
    measures("TRUNCATE broker.filler");
    scene.asks(scene.alice, "deploy", "role").expect(200);
  }

  @Test
  void keepsAReserveInWhichASharedUserIsStillSuspendedOnTheRecord() {
    fills();
    Answer suspended =
        scene.owner.fresh(scene.broker).post(scene.broker, "/v1/shared-users/deploy/suspend", "{}");
    assertThat(suspended.status()).isBetween(200, 204);
    assertThat(recordsOf(suspended)).isOne();
    resumes();
  }

  private void resumes() {
    scene.owner.fresh(scene.broker).post(scene.broker, "/v1/shared-users/deploy/resume", "{}");
  }

  private int recordsOf(Answer answer) {
    return scene
        .database
        .ownersJdbc()
        .sql("SELECT count(*) FROM broker.audit_record WHERE body::jsonb ->> 'requestId' = :id")
        .param("id", answer.header("X-Request-Id"))
        .query(Integer.class)
        .single();
  }
}
