package dev.teambroker.server.audit.restore;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.ComparedAtRestore;
import dev.teambroker.server.audit.Purpose;
import dev.teambroker.server.audit.RecordBody;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.TrailIndex;
import dev.teambroker.server.audit.VoidedByRestore;
import dev.teambroker.server.audit.VoidedByRestore.Voided;
import dev.teambroker.server.audit.checkpoint.Checkpoint;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.start.ComparingTrail;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An operator says that the database was restored on purpose, and that what is missing is lost: a
 * new epoch begins, in which nothing counts that may have been used up or withdrawn since.
 */
@Component
class AcceptingRestore {
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Checkpoints checkpoints;
  private final ComparingTrail comparing;
  private final TrailIndex index;
  private final ObjectProvider<VoidedByRestore> features;
  private final ObjectProvider<ComparedAtRestore> comparisons;
  private final InstantSource clock;

  AcceptingRestore(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Checkpoints checkpoints,
      ComparingTrail comparing,
      TrailIndex index,
      ObjectProvider<VoidedByRestore> features,
      ObjectProvider<ComparedAtRestore> comparisons,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.checkpoints = checkpoints;
    this.comparing = comparing;
    this.index = index;
    this.features = features;
    this.comparisons = comparisons;
    this.clock = clock;
  }

  /**
   * Accepts it; what was different and what was done, a line each.
   *
   * @throws StartRefused when there is nothing to accept, or a replica lives
   */
  List<String> accept() throws IOException {
    if (living() > 0) {
      throw new StartRefused(
          "a replica runs, or did until a moment ago: stop every one, wait "
              + Heartbeats.LEASE.toSeconds()
              + " s, and try again");
    }
    Checkpoint last =
        checkpoints
            .lastLine()
            .orElseThrow(
                () -> new StartRefused("there is no checkpoint in " + checkpoints.place()));
    List<String> told = new ArrayList<>();
    told.add(difference(last));
    Chain before = index.seen();
    long epoch = Math.max(before.epoch(), last.epoch()) + 1;
    List<Voided> voided =
        Objects.requireNonNull(transactions.execute(status -> open(epoch, before, last)));
    voided.forEach(each -> told.add("void: " + each.count() + " " + each.what()));
    index.refresh();
    Checkpoint first = checkpoints.keep(index.seen());
    told.add("epoch " + epoch + " begins, and " + checkpoints.place() + " holds " + first);
    comparisons.forEach(each -> told.addAll(compared(each)));
    return told;
  }

  /**
   * After all is accepted: it blocks nothing, and a failure to ask isn't taken for no difference.
   */
  private static List<String> compared(ComparedAtRestore comparison) {
    try {
      return comparison.compare();
    } catch (RuntimeException e) {
      return List.of("not compared: " + e.getMessage());
    }
  }

  private int living() {
    return jdbc.sql(
            "SELECT count(*) FROM broker.replica WHERE seen_at > now() - make_interval(secs => :s)")
        .param("s", Heartbeats.LEASE.toSeconds())
        .query(Integer.class)
        .single();
  }

  private String difference(Checkpoint last) {
    Optional<String> difference = comparing.difference(last);
    if (difference.isEmpty() && checkpoints.key().signed(last)) {
      throw new StartRefused(
          "the trail holds "
              + last
              + ", the last one in "
              + checkpoints.place()
              + ": there is nothing to accept");
    }
    return difference.orElseGet(
        () -> "the trail holds " + last + ", but this broker's key has not signed it");
  }

  private List<Voided> open(long epoch, Chain before, Checkpoint last) {
    List<Voided> voided =
        features.stream().flatMap(feature -> feature.makeVoid().stream()).toList();
    AuditEvent event =
        AuditEvent.of("restore.accepted")
            .with("trailEpoch", before.epoch())
            .with("trailNumber", before.number())
            .with("trailHash", before.hash())
            .with("checkpointEpoch", last.epoch())
            .with("checkpointNumber", last.number())
            .with("checkpointHash", last.hash())
            .with("checkpointAt", last.at());
    for (Voided each : voided) {
      event =
          event
              .with("void " + each.what(), each.count())
              .changing(each.changes().toArray(RowChange[]::new));
    }
    jdbc.sql("SELECT broker.audit_open_epoch(:epoch, :body)")
        .param("epoch", epoch)
        .param(
            "body",
            RecordBody.of(
                event,
                Purpose.TELLS,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty()))
        .query((row, number) -> number)
        .list();
    return voided;
  }
}
