package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Purpose.Ends;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.database.OpenWork.Since;
import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.web.RequestContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends what replicas have begun that no longer live: each of their records without a result gets
 * one of unknown outcome, exactly one.
 *
 * <p>A replica is declared lost first, on record. The function that writes the trail refuses what a
 * lost replica begins or ends, so from that commit on what it has left open changes no more,
 * however long it lives on unnoticed. Then one of the living at a time, whoever locks its row,
 * looks through the trail, appends the results and removes the row in one commit.
 */
@Component
class EndingForLost {
  /** Longer than the lease, so that a replica out of touch has stopped issuing before. */
  static final Duration SILENCE = Heartbeats.LEASE.multipliedBy(2);

  private static final String SILENT = "seen_at < now() - make_interval(secs => :silence)";
  private static final Logger log = LoggerFactory.getLogger(EndingForLost.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final AuditTrail trail;
  private final Postgres postgres;

  EndingForLost(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      AuditTrail trail,
      Postgres postgres) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.trail = trail;
    this.postgres = postgres;
  }

  @Scheduled(fixedDelay = 10_000)
  void run() {
    try {
      silent().forEach(this::declareLost);
      lost().forEach(this::end);
    } catch (RuntimeException e) {
      log.warn("what lost replicas left open couldn't be ended: {}", e.getMessage());
    }
  }

  private List<UUID> silent() {
    return jdbc.sql("SELECT id FROM broker.replica WHERE lost_at IS NULL AND " + SILENT)
        .param("silence", SILENCE.toSeconds())
        .query(UUID.class)
        .list();
  }

  private List<UUID> lost() {
    return jdbc.sql("SELECT id FROM broker.replica WHERE lost_at IS NOT NULL")
        .query(UUID.class)
        .list();
  }

  private void declareLost(UUID replica) {
    transactions.executeWithoutResult(
        status ->
            jdbc.sql(
                    """
                    UPDATE broker.replica SET lost_at = now()
                    WHERE id = :id AND lost_at IS NULL AND\s"""
                        + SILENT
                        + " RETURNING started_at::text, seen_at::text")
                .param("id", replica)
                .param("silence", SILENCE.toSeconds())
                .query(
                    (row, number) ->
                        AuditEvent.of("replica.lost")
                            .with("replica", replica)
                            .with("startedAt", row.getString("started_at"))
                            .with("lastSeenAt", row.getString("seen_at")))
                .optional()
                .ifPresent(trail::append));
  }

  private void end(UUID replica) {
    transactions.executeWithoutResult(
        status -> locked(replica).ifPresent(since -> endOpen(replica, open(replica, since))));
  }

  private void endOpen(UUID replica, List<Line> open) {
    open.forEach(this::endUnknown);
    jdbc.sql("DELETE FROM broker.replica WHERE id = :id").param("id", replica).update();
    if (!open.isEmpty()) {
      log.warn("replica {} left {} records without a result", replica, open.size());
    }
  }

  /** Where to look, for the one who locks the row. */
  private Optional<Since> locked(UUID replica) {
    return jdbc.sql(
            """
            SELECT open_epoch, open_number FROM broker.replica
            WHERE id = :id AND lost_at IS NOT NULL
            FOR UPDATE SKIP LOCKED
            """)
        .param("id", replica)
        .query((row, number) -> new Since(row.getLong("open_epoch"), row.getLong("open_number")))
        .optional();
  }

  private List<Line> open(UUID replica, Since since) {
    OpenRecords open = OpenRecords.of(replica);
    try (TrailReader reader = new TrailReader(postgres.service())) {
      reader.readFrom(since.epoch(), since.number(), open::next);
      return open.lines();
    } catch (SQLException e) {
      throw AuditUnavailable.notWritten("the trail can't be read: " + e.getMessage(), e);
    }
  }

  private void endUnknown(Line begun) {
    StoredRecord record = StoredRecord.of(begun.body());
    AuditEvent ended =
        record
            .followedBy("outcome-unknown")
            .with("reason", "the replica was lost before there was a result");
    ScopedValue.where(RequestContext.CURRENT, record.context())
        .run(() -> trail.append(ended, new Ends(begun.epoch(), begun.number(), null)));
  }
}
