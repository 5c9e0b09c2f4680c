package dev.teambroker.server.audit.verification;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.OpenRecords;
import dev.teambroker.server.audit.RecordBody;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowIndex;
import dev.teambroker.server.audit.checkpoint.CheckpointComparison;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a trail record by record, from the first on or from wherever an export begins, and keeps
 * the first fault. What follows a fault is still folded into the index of rows, so that they can be
 * judged; whether it follows is not said any more.
 */
final class ChainVerification {
  private final RowIndex rows = new RowIndex();
  private final OpenRecords open = OpenRecords.ofAll();
  private final CheckpointComparison checkpoints;
  private @Nullable Chain begin;
  private @Nullable Chain pruned;
  private @Nullable Chain last;
  private @Nullable String fault;
  private long records;
  private final List<String> changeFaults = new ArrayList<>();

  ChainVerification(SignedCheckpoints checkpoints) {
    this.checkpoints = new CheckpointComparison(checkpoints);
  }

  /**
   * Begins after this place, on what was known of the rows there: before it the trail was pruned.
   */
  void beginAfter(Chain place, List<RowChange> known) {
    pruned = place;
    known.forEach(rows::load);
  }

  /** Whether the record of that number is the first one here, and ought not to be. */
  boolean isWithoutBeginning(long number) {
    return records == 0 && pruned == null && number > 1;
  }

  void next(Line line) {
    records++;
    Chain before = last != null ? last : pruned != null ? pruned : firstOf(line);
    if (fault == null && !isCutOff(line, before)) {
      fault = before.faultOf(line);
    }
    last = Chain.at(line);
    open.next(line);
    checkpoints.next(line);
    for (RowChange change : RecordBody.changesIn(line.body())) {
      if (!rows.take(change)) {
        changeFaults.add(
            "record %d of epoch %d names version %d of the %s %s, which doesn't follow the one before"
                .formatted(
                    line.number(),
                    line.epoch(),
                    change.version(),
                    change.kind().code(),
                    change.id()));
      }
    }
  }

  /** The trail's beginning, unless this is the first line of an export that begins later. */
  private static Chain firstOf(Line line) {
    boolean isFirst = line.epoch() == 1 && line.number() <= 1;
    return isFirst ? Chain.START : new Chain(line.epoch(), line.number() - 1, Chain.START.hash());
  }

  /** An export's first line whose predecessor isn't in it: its hash can't be recomputed. */
  private boolean isCutOff(Line line, Chain before) {
    if (last != null || pruned != null) {
      return false;
    }
    begin = before;
    return line.epoch() > 1 || line.number() > 1;
  }

  /** Adds a fault that was found outside of the records; only the first is kept. */
  void fail(String what) {
    if (fault == null) {
      fault = what;
    }
  }

  /** The first fault. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Changes of rows that no broker would have recorded. */
  List<String> changeFaults() {
    return changeFaults;
  }

  long records() {
    return records;
  }

  /** The last record; the chain's start when there is none. */
  Chain last() {
    return last == null ? Chain.START : last;
  }

  /** Whether the trail's first record was seen. */
  boolean isFromTheBeginning() {
    return begin == null || begin.equals(Chain.START);
  }

  CheckpointComparison checkpoints() {
    return checkpoints;
  }

  /** Records that begin something which none has ended. */
  OpenRecords open() {
    return open;
  }

  RowIndex rows() {
    return rows;
  }
}
