package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Admission.Admitted;
import dev.teambroker.server.audit.AppendCall.CommitWarning;
import dev.teambroker.server.database.Login;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and one connection a replica. It waits for a record, takes what else is queued, and
 * commits all of it in one round trip; while it does, the next batch gathers. It never lingers.
 */
final class BatchWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);
  private static final int LARGEST_BATCH = 512;
  private static final String DEADLOCK = "40P01";

  private final Login login;
  private final BlockingQueue<Entry> queue;
  private final Consumer<List<Line>> written;
  private final DistributionSummary batchSizes;
  private final Timer commits;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable String trouble;
  private @Nullable Connection connection;

  BatchWriter(Login login, int capacity, Consumer<List<Line>> written, MeterRegistry metrics) {
    this.login = login;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.written = written;
    this.batchSizes =
        DistributionSummary.builder("broker.audit.batch")
            .description("Records in a commit of the audit trail")
            .register(metrics);
    this.commits =
        Timer.builder("broker.audit.commit")
            .description("What a durable commit of the audit trail takes")
            .publishPercentiles(0.5, 0.99)
            .register(metrics);
    Gauge.builder("broker.audit.queue", queue, BlockingQueue::size)
        .description("Records that wait for the audit trail's writer")
        .register(metrics);
    this.thread = Thread.ofPlatform().name("audit-writer").daemon().start(this::run);
  }

  /** False when the queue is full or this replica is stopping. */
  boolean offer(Entry entry) {
    return !closing && queue.offer(entry);
  }

  /** Why the last commit failed; null when it didn't. */
  @Nullable String trouble() {
    return trouble;
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        Entry first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          writeWith(first);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        log.error("the audit writer met something unexpected and goes on", e);
      }
    }
    disconnect();
  }

  private void writeWith(Entry first) {
    List<Entry> drained = new ArrayList<>();
    drained.add(first);
    queue.drainTo(drained, LARGEST_BATCH - 1);
    List<Entry> batch = drained.stream().filter(Entry::take).toList();
    if (!batch.isEmpty()) {
      batchSizes.record(batch.size());
      write(batch);
    }
  }

  private void write(List<Entry> batch) {
    try {
      long begun = System.nanoTime();
      List<Appended> appended = AppendCall.run(connected(), batch);
      commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      trouble = null;
      written.accept(linesOf(appended));
      answer(batch, appended);
    } catch (CommitWarning e) {
      failAll(batch, e, why -> AuditUnavailable.outcomeUnknown(why, e));
    } catch (SQLException e) {
      handle(batch, e);
    } catch (RuntimeException | Error e) {
      disconnect();
      failAll(batch, e, why -> AuditUnavailable.outcomeUnknown(why, e));
    }
  }

  private void handle(List<Entry> batch, SQLException e) {
    if (isOfOneRecord(e) && batch.size() > 1) {
      batch.forEach(entry -> write(List.of(entry)));
      return;
    }
    boolean rolledBack = isRolledBack(e);
    if (!rolledBack) {
      disconnect();
    }
    failAll(
        batch,
        e,
        why ->
            rolledBack
                ? AuditUnavailable.notWritten(why, e)
                : AuditUnavailable.outcomeUnknown(why, e));
  }

  private static List<Line> linesOf(List<Appended> appended) {
    return appended.stream()
        .filter(Appended.Stands.class::isInstance)
        .map(stands -> ((Appended.Stands) stands).line())
        .toList();
  }

  private static void answer(List<Entry> batch, List<Appended> appended) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).outcome().complete(admission(appended.get(i), batch.get(i)));
    }
  }

  private static Admission admission(Appended appended, Entry entry) {
    return switch (appended) {
      case Appended.Stands(Line line) ->
          new Admitted(new Recorded(line.epoch(), line.number(), entry.at()));
      case Appended.ProofReplayed _ -> new Admission.ProofReplayed();
      case Appended.ReplicaLost _ -> new Admission.ReplicaLost();
      case Appended.CodeRefused(CodeUse.Refusal why) -> new Admission.CodeRefused(why);
    };
  }

  private void failAll(
      List<Entry> batch, Throwable cause, Function<String, AuditUnavailable> failure) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    trouble = why;
    log.error("a commit of {} audit records failed: {}", batch.size(), why);
    batch.forEach(entry -> entry.outcome().completeExceptionally(failure.apply(why)));
  }

  /**
   * Data that PostgreSQL refuses, or rows that somebody takes in another order: the others of the
   * batch are not to suffer for it.
   */
  private static boolean isOfOneRecord(SQLException e) {
    return stateOf(e).startsWith("22")
        || stateOf(e).startsWith("23")
        || DEADLOCK.equals(stateOf(e));
  }

  /**
   * An error that the server reported while the connection lived: the transaction is gone. A lost
   * connection (08) and a server that is shutting down (57) leave it open.
   */
  private static boolean isRolledBack(SQLException e) {
    String state = stateOf(e);
    return !state.isEmpty() && !state.startsWith("08") && !state.startsWith("57");
  }

  private static String stateOf(SQLException e) {
    return java.util.Objects.requireNonNullElse(e.getSQLState(), "");
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      try {
        open = login.connect(Duration.ofSeconds(30));
        try (Statement statement = open.createStatement()) {
          statement.execute("SET lock_timeout = '4s'");
        }
      } catch (SQLException e) {
        throw new SQLException("the database can't be reached: " + e.getMessage(), "BR002", e);
      }
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    Quietly.close(connection);
    connection = null;
  }

  /** Writes what is queued, then ends. */
  @Override
  public void close() {
    closing = true;
    Quietly.awaitEnd(thread, Duration.ofSeconds(30));
  }
}
