package dev.teambroker.server.audit.stream;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.audit.stream.StreamCursor.Position;
import dev.teambroker.server.database.Postgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Sends what is new on the trail, a batch at a time. The cursor moves after the receiver has taken
 * a batch: one that was taken when this replica died is sent once more. Which replica sends doesn't
 * matter; one does. Thread-safe.
 */
final class StreamingTrail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamingTrail.class);

  private final ReadingTrail trail;
  private final Postgres postgres;
  private final RecordSink sink;
  private final int batch;
  private final InstantSource clock;
  private volatile Duration lag = Duration.ZERO;
  private boolean failing;

  StreamingTrail(
      ReadingTrail trail,
      Postgres postgres,
      RecordSink sink,
      int batch,
      InstantSource clock,
      MeterRegistry metrics) {
    this.trail = trail;
    this.postgres = postgres;
    this.sink = sink;
    this.batch = batch;
    this.clock = clock;
    Gauge.builder("broker.audit.stream.lag", () -> lag.toSeconds())
        .description("Age of the oldest record that was not sent on yet, on the replica that sends")
        .baseUnit("seconds")
        .register(metrics);
  }

  /** Sends all that is there now, if no other replica is at it. */
  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
  synchronized void send() {
    try (StreamCursor cursor = StreamCursor.tryTake(postgres).orElse(null)) {
      if (cursor == null) {
        lag = Duration.ZERO;
        return;
      }
      for (List<SentRecord> next = after(cursor); !next.isEmpty(); next = after(cursor)) {
        lag = age(next.getFirst());
        sink.take(next);
        cursor.moveTo(next.getLast().line());
      }
      lag = Duration.ZERO;
      succeeded();
    } catch (IOException | SQLException | DataAccessException e) {
      failed(e);
    }
  }

  private List<SentRecord> after(StreamCursor cursor) throws SQLException {
    Position position = cursor.position();
    List<Line> lines = trail.after(position.epoch(), position.number(), batch);
    return lines.stream().map(SentRecord::new).toList();
  }

  private Duration age(SentRecord record) {
    Instant now = clock.instant();
    return Duration.between(record.at().orElse(now), now);
  }

  private void failed(Exception e) {
    if (!failing) {
      log.warn("the audit trail can't be sent on and waits: {}", e.toString());
    }
    failing = true;
  }

  private void succeeded() {
    if (failing) {
      log.info("the audit trail is sent on again");
    }
    failing = false;
  }

  @Override
  public synchronized void close() throws IOException {
    sink.close();
  }
}
