package dev.teambroker.server.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Says in the database that this replica lives, and knows when it last could. */
@Component
public class Heartbeats {
  /** For how long a heartbeat counts, on every replica. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

  private final JdbcClient jdbc;
  private final UUID id = UUID.randomUUID();
  private volatile long lastBeat = System.nanoTime() - LEASE.toNanos();
  private volatile int living;

  Heartbeats(JdbcClient jdbc, MeterRegistry metrics) {
    this.jdbc = jdbc;
    Gauge.builder("broker.replicas", () -> living)
        .description("Replicas with a heartbeat within the lease")
        .register(metrics);
  }

  /** Whether this replica's last heartbeat is younger than the lease. */
  public boolean isCurrent() {
    return System.nanoTime() - lastBeat < LEASE.toNanos();
  }

  /** This replica's own id, new at each start. */
  public UUID replica() {
    return id;
  }

  @Scheduled(fixedRate = 5000)
  void beat() {
    long before = System.nanoTime();
    try {
      jdbc.sql(
              """
              INSERT INTO broker.replica (id, started_at, seen_at) VALUES (:id, now(), now())
              ON CONFLICT (id) DO UPDATE SET seen_at = now()
              """)
          .param("id", id)
          .update();
      jdbc.sql("DELETE FROM broker.replica WHERE seen_at < now() - interval '1 day'").update();
      living = count();
      lastBeat = before;
    } catch (DataAccessException | TransactionException e) {
      log.warn("no heartbeat: {}", e.getMessage());
    }
  }

  private int count() {
    return jdbc.sql(
            "SELECT count(*) FROM broker.replica WHERE seen_at > now() - make_interval(secs => :s)")
        .param("s", LEASE.toSeconds())
        .query(Integer.class)
        .single();
  }
}
