package dev.teambroker.server.audit;

import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit feature over a test's database, wired as in production but for the MAC's key: for tests
 * of features that don't start the whole service.
 */
public final class TestTrail implements AutoCloseable {
  static final AuditProperties PATIENT = new AuditProperties(Duration.ofSeconds(20), 4096);

  private final TransactionTemplate transactions;
  private final TrailIndex index;
  private final AuditTrail trail;
  private final DecidingRows rows;
  private final ReadingTrail reading;

  private TestTrail(
      DataSource service,
      Postgres postgres,
      TransactionTemplate transactions,
      InstantSource clock,
      RowMac mac,
      AuditProperties properties) {
    this.transactions = transactions;
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    this.index = new TrailIndex(service, postgres, metrics, index -> {});
    this.trail = new AuditTrail(service, postgres, clock, properties, index, metrics);
    this.reading = new ReadingTrail(JdbcClient.create(service));
    this.rows =
        new DecidingRows(index, mac, new Rejections(new Alarms(trail, clock)), postgres, metrics);
  }

  public static TestTrail on(TestDatabase database) {
    return on(database, InstantSource.system(), new TestRowMac());
  }

  public static TestTrail on(TestDatabase database, InstantSource clock, RowMac mac) {
    return new TestTrail(
        database.service(), database.postgres(), database.transactions(), clock, mac, PATIENT);
  }

  static TestTrail on(TestDatabase database, AuditProperties properties) {
    return on(database.service(), database.postgres(), database.transactions(), properties);
  }

  static TestTrail on(
      DataSource service,
      Postgres postgres,
      TransactionTemplate transactions,
      AuditProperties properties) {
    return new TestTrail(
        service, postgres, transactions, InstantSource.system(), new TestRowMac(), properties);
  }

  public AuditTrail trail() {
    return trail;
  }

  public DecidingRows rows() {
    return rows;
  }

  public TransactionTemplate transactions() {
    return transactions;
  }

  /** Page by page. */
  public ReadingTrail reading() {
    return reading;
  }

  public TrailIndex index() {
    return index;
  }

  @Override
  public void close() {
    trail.close();
    index.close();
  }
}
