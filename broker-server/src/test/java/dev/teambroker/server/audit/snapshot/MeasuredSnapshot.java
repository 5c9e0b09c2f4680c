package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.TrailIndex;
import dev.teambroker.server.audit.TrailIndex.At;
import dev.teambroker.server.audit.snapshot.Snapshot.Use;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A snapshot as production takes it and begins with it, step by step. */
public final class MeasuredSnapshot {
  private final Snapshots snapshots;
  private final CheckpointSigner signer;
  private int bytes;

  public MeasuredSnapshot(JdbcClient jdbc, CheckpointSigner signer) {
    this.snapshots = new Snapshots(jdbc, signer);
    this.signer = signer;
  }

  public void take(TrailIndex index) {
    At now = index.now();
    Snapshot snapshot = Snapshot.of(Use.SNAPSHOT, now.place(), now.rows(), signer);
    bytes = snapshot.rows().length;
    snapshots.add(snapshot);
  }

  public int bytes() {
    return bytes;
  }

  /** What a start does: begins with it and folds what came after. */
  public void begin(TrailIndex index) {
    new BeginningIndex(snapshots).begin(index);
    index.refresh();
  }
}
