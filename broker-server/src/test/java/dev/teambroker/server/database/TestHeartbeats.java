package dev.teambroker.server.database;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The heartbeats of one replica over a test's database, on a clock that is cranked by hand. */
public final class TestHeartbeats {
  private final TestDatabase database;
  private final AtomicLong nanos = new AtomicLong(System.nanoTime());
  private final Heartbeats heartbeats;
  private Supplier<OpenWork.Since> since = () -> new OpenWork.Since(1, 0);

  public TestHeartbeats(TestDatabase database) {
    this(database, false);
  }

  TestHeartbeats(TestDatabase database, boolean alone) {
    this.database = database;
    this.heartbeats = new Heartbeats(database.jdbc(), () -> since.get(), alone, nanos::get);
  }

  public Heartbeats heartbeats() {
    return heartbeats;
  }

  public void of(OpenWork work) {
    since = work::since;
  }

  /** A lease passes without a heartbeat. */
  public void leasePasses() {
    nanos.addAndGet(Heartbeats.LEASE.toNanos());
  }

  public UUID id() {
    return heartbeats.current().orElseThrow();
  }

  /** As if it had been silent for long. */
  public static void fallsSilent(TestDatabase database, UUID replica) {
    int rows =
        database
            .jdbc()
            .sql("UPDATE broker.replica SET seen_at = now() - interval '1 minute' WHERE id = :id")
            .param("id", replica)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("no such replica");
    }
  }

  /** As if every replica that the database knows had been silent for long. */
  public static void allFallSilent(TestDatabase database) {
    database.jdbc().sql("UPDATE broker.replica SET seen_at = now() - interval '1 minute'").update();
  }

  void fallsSilent() {
    fallsSilent(database, id());
  }
}
