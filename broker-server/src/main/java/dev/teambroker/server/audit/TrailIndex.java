package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.database.Postgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;

/**
 * The trail, folded into the index of deciding rows. Recomputes each record's hash as it goes: a
 * trail that isn't the continuation of what was seen is broken, and stays so until a restart.
 */
@NamedInterface("inside")
@Component
public class TrailIndex {
  private static final Logger log = LoggerFactory.getLogger(TrailIndex.class);

  private final RowIndex rows = new RowIndex();
  private final TrailReader reader;
  private final IndexBeginning beginning;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Chain seen = Chain.START;
  private volatile @Nullable String broken;
  private @Nullable Chain watched;
  private @Nullable Chain pruned;
  private boolean begun;
  private boolean passed;

  /** The data source is asked for so that the database is migrated and checked before. */
  @Autowired
  TrailIndex(
      DataSource dataSource,
      Postgres postgres,
      MeterRegistry metrics,
      ObjectProvider<IndexBeginning> beginning) {
    this(dataSource, postgres, metrics, index -> beginning.ifAvailable(to -> to.begin(index)));
  }

  TrailIndex(
      DataSource dataSource, Postgres postgres, MeterRegistry metrics, IndexBeginning beginning) {
    this.beginning = beginning;
    this.reader = new TrailReader(postgres.service());
    Gauge.builder("broker.audit.index.number", () -> seen.number())
        .description("The newest audit record that this replica decides on")
        .register(metrics);
    Gauge.builder("broker.audit.index.rows", rows, RowIndex::size)
        .description("Deciding rows that the audit trail names")
        .register(metrics);
  }

  RowIndex rows() {
    return rows;
  }

  public Chain seen() {
    return seen;
  }

  /** Looks out for this place from now on, and begins anew with the first record. */
  public void watch(Chain place) {
    lock.lock();
    try {
      watched = place;
      passed = false;
      begun = true;
      pruned = null;
      rows.clear();
      seen = Chain.START;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins after this place, on what was known of the rows there; something signed vouches for
   * both.
   *
   * @param isPruned whether the record at that place is not there any more
   */
  public void beginAfter(Chain place, boolean isPruned, List<RowChange> known) {
    lock.lock();
    try {
      rows.clear();
      known.forEach(rows::load);
      seen = place;
      pruned = isPruned ? place : null;
      passed |= place.equals(watched);
    } finally {
      lock.unlock();
    }
  }

  /** What is known of the rows at the record that was seen last. */
  public record At(Chain place, List<RowChange> rows) {
    public At {
      rows = List.copyOf(rows);
    }
  }

  public At now() {
    lock.lock();
    try {
      return new At(isSound().seen, rows.newest());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the place that is looked out for was come by, with the hash that it has to have. */
  public boolean hasPassed() {
    lock.lock();
    try {
      return passed;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with the trail, if anything. */
  Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  /** What this replica has just committed; taken if it comes next and nobody is folding. */
  void offer(List<Line> lines) {
    if (lines.isEmpty() || broken != null || !lock.tryLock()) {
      return;
    }
    try {
      Line first = lines.getFirst();
      if (first.epoch() == seen.epoch() && first.number() == seen.number() + 1) {
        lines.forEach(this::fold);
      }
    } catch (TrailBroken e) {
      log.error("the audit trail is broken: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /** Folds at least up to this record. */
  void upTo(Recorded record) {
    if (!isSound().seen.covers(record)) {
      foldUnless(() -> seen.covers(record));
      if (!seen.covers(record)) {
        throw failed("record " + record.number() + " was written and is not there any more");
      }
    }
  }

  /** Folds all that is committed. */
  public void refresh() {
    isSound().foldUnless(() -> false);
  }

  private void foldUnless(java.util.function.BooleanSupplier done) {
    lock.lock();
    try {
      if (!done.getAsBoolean()) {
        read();
      }
    } catch (SQLException e) {
      throw AuditUnavailable.notWritten("the trail can't be read: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Begins with the last record that was seen: it has to be there, as it was. */
  private void read() throws SQLException {
    if (!begun) {
      beginning.begin(this);
      begun = true;
    }
    Chain before = seen;
    boolean[] continued = {before.number() == 0 || before.equals(pruned)};
    reader.readFrom(
        before.epoch(),
        before.number(),
        line -> {
          if (!continued[0]) {
            if (!Chain.at(line).equals(before)) {
              throw failed("record " + before.number() + " is not the one that was seen");
            }
            continued[0] = true;
          } else {
            fold(line);
          }
        });
    if (!continued[0]) {
      throw failed("record " + before.number() + " was seen and is not there any more");
    }
  }

  private void fold(Line line) {
    String fault = seen.faultOf(line);
    if (fault != null) {
      throw failed(fault);
    }
    passed |= Chain.at(line).equals(watched);
    for (RowChange change : RecordBody.changesIn(line.body())) {
      if (!rows.take(change)) {
        log.error(
            "record {} names version {} of {} {}, which doesn't follow the version before it",
            line.number(),
            change.version(),
            change.kind().code(),
            change.id());
      }
    }
    seen = Chain.at(line);
  }

  private TrailIndex isSound() {
    String fault = broken;
    if (fault != null) {
      throw new TrailBroken(fault);
    }
    return this;
  }

  private TrailBroken failed(String what) {
    broken = what;
    return new TrailBroken(what);
  }

  @PreDestroy
  void close() {
    lock.lock();
    try {
      reader.close();
    } finally {
      lock.unlock();
    }
  }
}
