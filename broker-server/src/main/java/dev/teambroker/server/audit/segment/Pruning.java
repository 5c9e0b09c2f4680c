package dev.teambroker.server.audit.segment;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.RowIndex;
import dev.teambroker.server.audit.checkpoint.Checkpoint;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.snapshot.Snapshot;
import dev.teambroker.server.audit.snapshot.Snapshot.Use;
import dev.teambroker.server.audit.snapshot.Snapshots;
import dev.teambroker.server.audit.start.ComparingTrail;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Removes from the database what is sealed, archived and checkpointed, as its owner. Everything is
 * verified anew first, the archives included; what can't be is not removed.
 */
@Component
class Pruning {
  private final SegmentArchives archives;
  private final SealedSegments sealed;
  private final Checkpoints checkpoints;
  private final ComparingTrail comparing;
  private final Snapshots snapshots;
  private final CheckpointSigner signer;
  private final RemovingRecords removing;

  Pruning(
      SegmentArchives archives,
      SealedSegments sealed,
      Checkpoints checkpoints,
      ComparingTrail comparing,
      Snapshots snapshots,
      CheckpointSigner signer,
      RemovingRecords removing) {
    this.archives = archives;
    this.sealed = sealed;
    this.checkpoints = checkpoints;
    this.comparing = comparing;
    this.snapshots = snapshots;
    this.signer = signer;
    this.removing = removing;
  }

  /**
   * Removes the segments whose last record is older.
   *
   * @return what was done, a line each
   * @throws StartRefused when one of them may not be removed; then none is
   */
  List<String> prune(Instant before) throws IOException, SQLException {
    if (archives.all().isEmpty()) {
      throw new StartRefused(
          "there is no archive: set broker.audit.segments.directory, and let the server seal");
    }
    Checkpoint checkpoint = lastCheckpoint();
    Optional<Snapshot> base = snapshots.base();
    RowIndex rows = new RowIndex();
    base.ifPresent(found -> found.changes().forEach(rows::load));
    VerifyingArchive verifying =
        new VerifyingArchive(
            archives, checkpoints.key(), base.map(Snapshot::place).orElse(Chain.START), rows);
    List<SegmentManifest> verified = new ArrayList<>();
    for (SegmentManifest each : after(verifying.place())) {
      if (!each.to().isBefore(before)) {
        break;
      }
      if (checkpoint.head().isBehind(each.end())) {
        throw new StartRefused(each + " is not checkpointed: the last one is " + checkpoint);
      }
      verifying.verify(each);
      verified.add(each);
    }
    return verified.isEmpty() ? List.of("nothing to prune") : remove(verified, rows);
  }

  private Checkpoint lastCheckpoint() {
    Checkpoint last =
        checkpoints
            .last()
            .orElseThrow(
                () -> new StartRefused("there is no checkpoint in " + checkpoints.place()));
    comparing
        .difference(last)
        .ifPresent(
            difference -> {
              throw new StartRefused(difference);
            });
    return last;
  }

  private List<SegmentManifest> after(Chain place) {
    return sealed.all().stream().filter(each -> place.isBehind(each.end())).toList();
  }

  private List<String> remove(List<SegmentManifest> verified, RowIndex rows) throws SQLException {
    SegmentManifest last = verified.getLast();
    long removed =
        removing.upTo(Snapshot.of(Use.BASE, last.end(), rows.newest(), signer), last.digest());
    List<String> told = new ArrayList<>();
    verified.forEach(each -> told.add("archived and verified: " + each));
    told.add(
        "pruned: %d records, up to record %d of epoch %d"
            .formatted(removed, last.last(), last.epoch()));
    return told;
  }
}
