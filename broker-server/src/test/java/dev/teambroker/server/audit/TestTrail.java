package dev.teambroker.server.audit;

import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit feature over a test's database, wired as in production but for the MAC's key: for tests
 * of features that don't start the whole service.
 */
public final class TestTrail implements AutoCloseable {
  private final TestDatabase database;
  private final TrailIndex index;
  private final AuditTrail trail;
  private final DecidingRows rows;

  private TestTrail(TestDatabase database, InstantSource clock, RowMac mac) {
    this.database = database;
    Postgres postgres = database.postgres();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    this.index = new TrailIndex(database.service(), postgres, metrics);
    this.trail =
        new AuditTrail(
            database.service(),
            postgres,
            clock,
            new AuditProperties(Duration.ofSeconds(20), 4096),
            index,
            metrics);
    this.rows = new DecidingRows(index, mac, new Rejections(trail, clock));
  }

  public static TestTrail on(TestDatabase database) {
    return on(database, InstantSource.system(), new TestRowMac());
  }

  public static TestTrail on(TestDatabase database, InstantSource clock, RowMac mac) {
    return new TestTrail(database, clock, mac);
  }

  public AuditTrail trail() {
    return trail;
  }

  public DecidingRows rows() {
    return rows;
  }

  public TransactionTemplate transactions() {
    return database.transactions();
  }

  TrailIndex index() {
    return index;
  }

  @Override
  public void close() {
    trail.close();
    index.close();
  }
}
