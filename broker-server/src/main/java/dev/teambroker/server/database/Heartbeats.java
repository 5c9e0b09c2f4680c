package dev.teambroker.server.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Says in the database that this replica lives, under an id of its own, and knows when it last
 * could. Whoever finds that it is no longer counted among the living goes on under a new id: what
 * was begun under the old one is ended by others. Thread-safe.
 */
@Component
public class Heartbeats {
  /** For how long a heartbeat counts, on every replica. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  /** From one heartbeat to the next. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

  private final JdbcClient jdbc;
  private final Supplier<OpenWork.Since> openSince;
  private final boolean alone;
  private final LongSupplier nanos;
  private volatile @Nullable UUID id;
  private volatile boolean givenUp;
  private volatile long lastBeat;
  private volatile int living;

  /** An embedded database's data directory is locked: then no other replica lives. */
  @Autowired
  Heartbeats(
      JdbcClient jdbc, Postgres postgres, ObjectProvider<OpenWork> work, MeterRegistry metrics) {
    this(jdbc, () -> sinceOf(work), postgres.isEmbedded(), System::nanoTime);
    Gauge.builder("broker.replicas", () -> living)
        .description("Replicas with a heartbeat within the lease")
        .register(metrics);
  }

  Heartbeats(
      JdbcClient jdbc, Supplier<OpenWork.Since> openSince, boolean alone, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.openSince = openSince;
    this.alone = alone;
    this.nanos = nanos;
    this.lastBeat = nanos.getAsLong() - LEASE.toNanos();
  }

  /** This replica's id, if its last heartbeat is younger than the lease. */
  public Optional<UUID> current() {
    return nanos.getAsLong() - lastBeat < LEASE.toNanos()
        ? Optional.ofNullable(id)
        : Optional.empty();
  }

  /** What was begun under this id can't be ended by this replica any more: others are to do it. */
  public void giveUp(UUID replica) {
    if (replica.equals(id)) {
      givenUp = true;
    }
  }

  /** The first heartbeat; whatever an embedded database still counts among the living is dead. */
  public void start() {
    if (alone) {
      jdbc.sql("UPDATE broker.replica SET seen_at = to_timestamp(0)").update();
    }
    beat();
  }

  @Scheduled(fixedRateString = "PT5S", initialDelayString = "PT5S")
  public synchronized void beat() {
    long before = nanos.getAsLong();
    try {
      if (!renew()) {
        register();
      }
      living = count();
      lastBeat = before;
    } catch (DataAccessException | TransactionException e) {
      log.warn("no heartbeat: {}", e.getMessage());
    }
  }

  /** False when there is none to renew: it was given up, or others have declared it lost. */
  private boolean renew() {
    UUID known = id;
    if (known == null) {
      return false;
    }
    if (givenUp) {
      jdbc.sql("UPDATE broker.replica SET seen_at = to_timestamp(0) WHERE id = :id")
          .param("id", known)
          .update();
      return false;
    }
    OpenWork.Since since = openSince.get();
    return jdbc.sql(
                """
                UPDATE broker.replica
                SET seen_at = now(), open_epoch = :epoch, open_number = :number
                WHERE id = :id AND lost_at IS NULL
                """)
            .param("epoch", since.epoch())
            .param("number", since.number())
            .param("id", known)
            .update()
        == 1;
  }

  private void register() {
    UUID fresh = UUID.randomUUID();
    OpenWork.Since since = openSince.get();
    jdbc.sql(
            """
            INSERT INTO broker.replica (id, started_at, seen_at, open_epoch, open_number)
            VALUES (:id, now(), now(), :epoch, :number)
            """)
        .param("id", fresh)
        .param("epoch", since.epoch())
        .param("number", since.number())
        .update();
    id = fresh;
    givenUp = false;
  }

  private static OpenWork.Since sinceOf(ObjectProvider<OpenWork> work) {
    return work.stream().findFirst().map(OpenWork::since).orElse(new OpenWork.Since(1, 0));
  }

  /** Leaves in good order: nothing is open. */
  public synchronized void leave() {
    UUID known = id;
    if (known != null && !givenUp) {
      jdbc.sql("DELETE FROM broker.replica WHERE id = :id AND lost_at IS NULL")
          .param("id", known)
          .update();
      id = null;
    }
  }

  private int count() {
    return jdbc.sql(
            """
            SELECT count(*) FROM broker.replica
            WHERE lost_at IS NULL AND seen_at > now() - make_interval(secs => :s)
            """)
        .param("s", LEASE.toSeconds())
        .query(Integer.class)
        .single();
  }
}
