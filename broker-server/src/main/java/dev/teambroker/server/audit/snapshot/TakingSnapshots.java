package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.TrailBroken;
import dev.teambroker.server.audit.TrailIndex;
import dev.teambroker.server.audit.TrailIndex.At;
import dev.teambroker.server.audit.snapshot.Snapshot.Use;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Stores the index as this replica has folded it, once enough records have come. */
@Component
class TakingSnapshots {
  private static final Logger log = LoggerFactory.getLogger(TakingSnapshots.class);

  private final TrailIndex index;
  private final Snapshots snapshots;
  private final CheckpointSigner signer;
  private final int every;
  private @Nullable Chain last;

  TakingSnapshots(
      TrailIndex index, Snapshots snapshots, CheckpointSigner signer, SnapshotSettings settings) {
    this.index = index;
    this.snapshots = snapshots;
    this.signer = signer;
    this.every = settings.every();
  }

  /** On several replicas one may be taken twice; both are right. */
  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  synchronized void takeWhereDue() {
    try {
      if (last == null || isDue(last)) {
        Chain newest = snapshots.newestPlace().orElse(Chain.START);
        last = isDue(newest) ? take() : newest;
      }
    } catch (DataAccessException | TrailBroken e) {
      log.warn("no snapshot of the trail's index could be stored: {}", e.getMessage());
    }
  }

  private boolean isDue(Chain newest) {
    Chain seen = index.seen();
    boolean another = seen.epoch() != newest.epoch() || seen.number() - newest.number() >= every;
    return newest.isBehind(seen) && another;
  }

  private Chain take() {
    At now = index.now();
    snapshots.add(Snapshot.of(Use.SNAPSHOT, now.place(), now.rows(), signer));
    return now.place();
  }
}
