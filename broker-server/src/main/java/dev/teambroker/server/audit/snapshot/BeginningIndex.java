package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.IndexBeginning;
import dev.teambroker.server.audit.TrailIndex;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets the index begin with the newest snapshot, so that only what comes after is folded; with the
 * place where the trail was pruned, where there is none; else with the first record.
 */
@Component
public class BeginningIndex implements IndexBeginning {
  private static final Logger log = LoggerFactory.getLogger(BeginningIndex.class);

  /** After every record. */
  private static final Chain END = new Chain(Long.MAX_VALUE, Long.MAX_VALUE, Chain.START.hash());

  private final Snapshots snapshots;

  BeginningIndex(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * @throws UnsignedBase when the trail was pruned, and not by this broker
   */
  @Override
  public void begin(TrailIndex index) {
    begin(index, END);
  }

  /**
   * Begins so that this place is passed, with its hash, if it is one of the trail's.
   *
   * @return whether it was pruned: then it isn't passed, and what has pruned it vouches for it
   * @throws UnsignedBase when the trail was pruned, and not by this broker
   */
  public boolean beginBefore(Chain place, TrailIndex index) {
    index.watch(place);
    return begin(index, place);
  }

  private boolean begin(TrailIndex index, Chain upTo) {
    Optional<Snapshot> base = snapshots.base();
    Chain pruned = base.map(Snapshot::place).orElse(Chain.START);
    Optional<Snapshot> newest = snapshots.newest(pruned, upTo);
    if (newest.isPresent()) {
      begin(index, newest.get(), false);
    } else {
      base.ifPresent(found -> begin(index, found, true));
    }
    return upTo.isBehind(pruned);
  }

  private static void begin(TrailIndex index, Snapshot snapshot, boolean isPruned) {
    index.beginAfter(snapshot.place(), isPruned, snapshot.changes());
    log.info(
        "the trail's index begins after record {} of epoch {}",
        snapshot.place().number(),
        snapshot.place().epoch());
  }
}
