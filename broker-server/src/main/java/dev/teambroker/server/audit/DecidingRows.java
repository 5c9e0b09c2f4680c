package dev.teambroker.server.audit;

import dev.teambroker.server.database.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The only way to a row that decides: it is given out if the trail's index names exactly its kind,
 * id, version and content.
 *
 * <p>A change of such a row is made in one transaction: lock and write the row with its next
 * version, then {@link AuditTrail#append} an event that names {@link #change} or {@link #removal}.
 * A sign-in in which a code is verified is changed by the trail's writer ({@link CodeUse}). What
 * {@link #read} is given must see committed rows only: read before the transaction writes.
 *
 * <p>No row's absence may grant anything. Thread-safe.
 */
@Component
public class DecidingRows {
  private static final int ATTEMPTS = 3;

  /** In place of the id of a row of a list that can't even be read. */
  private static final String SOME = "of a list";

  private static final ScopedValue<Sighting> SIGHTING = ScopedValue.newInstance();

  private final TrailIndex index;
  private final RowSeal seal;
  private final Rejections rejections;
  private final SightReader reader;
  private final HeldRows held;

  DecidingRows(
      TrailIndex index,
      RowMac mac,
      Rejections rejections,
      Postgres postgres,
      MeterRegistry metrics) {
    this.index = index;
    this.seal = new RowSeal(mac);
    this.rejections = rejections;
    this.reader = new SightReader(postgres.service());
    this.held = new HeldRows(reader::see, System::nanoTime, metrics);
  }

  /** The change to name in the record of a row's new version. */
  public RowChange change(DecidingRow row) {
    return new RowChange(
        row.kind(), row.id(), row.version(), HexFormat.of().formatHex(seal.of(row)), false);
  }

  /** The change to name in the record of a row's removal; the id is never used again. */
  public RowChange removal(RowKind kind, String id, long lastVersion) {
    byte[] mac = seal.ofRemoval(kind, id, lastVersion + 1);
    return new RowChange(kind, id, lastVersion + 1, HexFormat.of().formatHex(mac), true);
  }

  /** The same of the row's last version. */
  public RowChange removal(DecidingRow last) {
    return removal(last.kind(), last.id(), last.version());
  }

  /**
   * The row that {@code read} finds under this id, or empty where the trail knows of none. {@code
   * read} may be called more than once.
   *
   * @throws RowRejected when the row, or its absence, is not what the trail says; that is audited
   */
  public <R extends DecidingRow> Optional<R> read(
      RowKind kind, String id, Supplier<Optional<R>> read) {
    Optional<RowGroup> group = SIGHTING.isBound() ? RowGroup.of(kind, id) : Optional.empty();
    return group.isPresent()
        ? held.get(
            SIGHTING.get(),
            group.get(),
            () -> index.rows().latest(kind, id),
            () -> verified(kind, id, read))
        : verified(kind, id, read);
  }

  private <R extends DecidingRow> Optional<R> verified(
      RowKind kind, String id, Supplier<Optional<R>> read) {
    String fault = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<R> row = readable(kind, id, read);
      fault = faultOf(kind, id, row);
      if (!fault.isEmpty()) {
        index.refresh();
        fault = faultOf(kind, id, row);
      }
      if (fault.isEmpty()) {
        return row;
      }
    }
    throw rejections.rejected(kind, id, fault);
  }

  /**
   * The rows of one kind that {@code read} finds, each of which has to be accepted. What is missing
   * isn't noticed here.
   *
   * @throws RowRejected when one of them is not what the trail says; that is audited
   */
  public <R extends DecidingRow> List<R> readAll(RowKind kind, Supplier<List<R>> read) {
    Optional<R> faulty = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<R> rows = readable(kind, SOME, read);
      faulty = firstFaulty(rows);
      if (faulty.isPresent()) {
        index.refresh();
        faulty = firstFaulty(rows);
      }
      if (faulty.isEmpty()) {
        return rows;
      }
    }
    R row = faulty.orElseThrow();
    throw rejections.rejected(row.kind(), row.id(), faultOf(row));
  }

  /** The same of a group, which needn't be read again while it is the same. */
  public <R extends DecidingRow> List<R> readAll(
      RowKind kind, RowGroup group, Supplier<List<R>> read) {
    return SIGHTING.isBound()
        ? held.get(
            SIGHTING.get(),
            group,
            () -> index.rows().changes(kind),
            () -> List.copyOf(readAll(kind, read)))
        : readAll(kind, read);
  }

  /** What {@code read} finds in a row that decides nothing by itself, such as a token. */
  public <T> Optional<T> readVolatile(RowGroup group, Supplier<Optional<T>> read) {
    return SIGHTING.isBound() ? held.get(SIGHTING.get(), group, () -> null, read) : read.get();
  }

  /**
   * Begins to look, in one round trip together with other requests', at all the rows that the last
   * decision of that name rested on. What is found unwritten since it was verified, and is still
   * what the trail says, needn't be read again.
   */
  public Sighting look(String decision) {
    return held.look(decision);
  }

  /** Does something that may rest on what was seen (docs/adr/0015). */
  public <T> T seeing(Sighting sighting, Supplier<T> work) {
    T done = ScopedValue.where(SIGHTING, sighting).call(work::get);
    held.rested(sighting);
    return done;
  }

  /**
   * Whether the trail, as far as it is folded, names exactly this row, or none where there is none:
   * a row that was read before needn't be read again then.
   */
  public boolean isCurrent(RowKind kind, String id, Optional<? extends DecidingRow> row) {
    return faultOf(kind, id, row).isEmpty();
  }

  /** Folds the trail at least up to this record: what follows is decided on all before it. */
  public void upTo(Recorded record) {
    index.upTo(record);
  }

  @PreDestroy
  void close() {
    reader.close();
  }

  /** What no broker has written can't be made a row of; that is a rejection, not a breakdown. */
  private <T> T readable(RowKind kind, String id, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException
        | NullPointerException
        | NoSuchElementException
        | DateTimeException unreadable) {
      throw rejections.rejected(kind, id, "it can't be read: " + unreadable.getMessage());
    }
  }

  private <R extends DecidingRow> Optional<R> firstFaulty(List<R> rows) {
    return rows.stream().filter(row -> !faultOf(row).isEmpty()).findFirst();
  }

  private String faultOf(RowKind kind, String id, Optional<? extends DecidingRow> row) {
    if (row.isPresent()) {
      DecidingRow found = row.get();
      return found.kind() == kind && found.id().equals(id)
          ? faultOf(found)
          : "another row was found in its place";
    }
    RowIndex.Latest latest = index.rows().latest(kind, id);
    return latest == null || latest.isRemoved() ? "" : "it is missing";
  }

  private String faultOf(DecidingRow row) {
    RowIndex.Latest latest = index.rows().latest(row.kind(), row.id());
    return seal.faultOf(row, latest);
  }
}
