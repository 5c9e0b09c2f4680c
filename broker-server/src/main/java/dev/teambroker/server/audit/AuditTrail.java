package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Admission.Admitted;
import dev.teambroker.server.audit.Admission.CodeRefused;
import dev.teambroker.server.audit.Admission.ProofReplayed;
import dev.teambroker.server.audit.Admission.ReplicaLost;
import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.web.RequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one way into the audit trail.
 *
 * <p>Records stand in one chain with gapless numbers, in the order of their commits. Nothing here
 * returns before its record is as durable as it promises, and nothing is dropped silently. Adds the
 * time and, from the bound {@link RequestContext}, request id, source address, member and device.
 * Thread-safe.
 */
@Component
public class AuditTrail {
  private final JdbcTemplate jdbc;
  private final InstantSource clock;
  private final AuditProperties properties;
  private final BatchWriter writer;

  AuditTrail(
      DataSource dataSource,
      Postgres postgres,
      InstantSource clock,
      AuditProperties properties,
      TrailIndex index,
      MeterRegistry metrics) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.clock = clock;
    this.properties = properties;
    this.writer = new BatchWriter(postgres.service(), properties.queue(), index::offer, metrics);
  }

  /**
   * Writes the record in the caller's running transaction: it commits or rolls back with the change
   * it tells of. From here to the commit no other record can be written, so call it last.
   *
   * @throws IllegalStateException when no transaction runs
   */
  public Recorded append(AuditEvent event) {
    return append(event, Purpose.TELLS);
  }

  Recorded append(AuditEvent event, Purpose purpose) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("append needs the transaction of the change it tells of");
    }
    Entry entry = entry(event, purpose, null, null, null);
    ConnectionCallback<List<Appended>> call =
        (Connection connection) -> AppendCall.run(connection, List.of(entry));
    return switch (Objects.requireNonNull(jdbc.execute(call)).getFirst()) {
      case Appended.Stands(Line line) -> new Recorded(line.epoch(), line.number(), entry.at());
      case Appended.ProofReplayed _, Appended.ReplicaLost _, Appended.CodeRefused _ ->
          throw new IllegalStateException("there was no condition");
    };
  }

  /**
   * Writes the record and returns when it is durable.
   *
   * @throws AuditUnavailable when it isn't
   * @throws IllegalStateException inside a transaction, which the record would not be part of
   */
  public Recorded record(AuditEvent event) {
    return switch (record(event, Purpose.TELLS, null, null)) {
      case Admitted(Recorded recorded) -> recorded;
      case ProofReplayed _, ReplicaLost _, CodeRefused _ ->
          throw new IllegalStateException("there was no condition");
    };
  }

  /**
   * The same of a code: what it changes is changed in the same commit, or nothing is and the answer
   * says why.
   *
   * @throws AuditUnavailable when the record isn't durable
   */
  public Optional<CodeUse.Refusal> record(AuditEvent event, CodeUse code) {
    return switch (written(entry(event, Purpose.TELLS, null, null, code))) {
      case Admitted _ -> Optional.empty();
      case CodeRefused(CodeUse.Refusal why) -> Optional.of(why);
      case ProofReplayed _, ReplicaLost _ ->
          throw new IllegalStateException("there was no such condition");
    };
  }

  /**
   * The same, on conditions; in the same commit the proof is used up, and the session is entered in
   * the ledger.
   *
   * @throws AuditUnavailable when the record isn't durable
   */
  Admission record(
      AuditEvent event, Purpose purpose, @Nullable ProofUse proof, @Nullable LedgerRow session) {
    return written(entry(event, purpose, proof, session, null));
  }

  private Admission written(Entry entry) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a transaction runs: use append, or record before or after");
    }
    if (!writer.offer(entry)) {
      throw AuditUnavailable.notWritten("too many records wait", null);
    }
    return await(entry);
  }

  /** Queues the record without waiting for it; for what must not fail the caller. */
  void note(AuditEvent event) {
    writer.offer(entry(event, Purpose.TELLS, null, null, null));
  }

  /** Why the last commit failed, if it did. */
  Optional<String> trouble() {
    return Optional.ofNullable(writer.trouble());
  }

  private Entry entry(
      AuditEvent event,
      Purpose purpose,
      @Nullable ProofUse proof,
      @Nullable LedgerRow session,
      @Nullable CodeUse code) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String body = RecordBody.of(event, purpose, at, RequestContext.current());
    return new Entry(body, at, purpose.onlyWhileLives(), proof, session, code);
  }

  private Admission await(Entry entry) {
    try {
      return entry.outcome().get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw gone(entry, "it took longer than " + properties.timeout().toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone(entry, "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuditUnavailable unavailable) {
        throw unavailable;
      }
      throw AuditUnavailable.outcomeUnknown("the writer failed", e.getCause());
    }
  }

  private static AuditUnavailable gone(Entry entry, String why, Exception cause) {
    return entry.giveUp()
        ? AuditUnavailable.notWritten(why, cause)
        : AuditUnavailable.outcomeUnknown(why, cause);
  }

  @PreDestroy
  void close() {
    writer.close();
  }
}
