package dev.teambroker.server.audit.start;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.TrailBroken;
import dev.teambroker.server.audit.TrailIndex;
import dev.teambroker.server.audit.checkpoint.Checkpoint;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.snapshot.BeginningIndex;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether the stored trail still is what this broker's last checkpoint says of it. */
@Component
public class ComparingTrail {
  private final Checkpoints checkpoints;
  private final TrailIndex index;
  private final BeginningIndex beginning;

  ComparingTrail(Checkpoints checkpoints, TrailIndex index, BeginningIndex beginning) {
    this.checkpoints = checkpoints;
    this.index = index;
    this.beginning = beginning;
  }

  /**
   * Folds the trail, and says how it differs from the checkpoint, if it does.
   *
   * @throws TrailBroken when it isn't even a chain
   */
  public Optional<String> difference(Checkpoint checkpoint) {
    boolean pruned = beginning.beginBefore(checkpoint.head(), index);
    index.refresh();
    Chain seen = index.seen();
    if (seen.isBehind(checkpoint.head())) {
      return Optional.of(
          "the trail ends with record %d of epoch %d, but %s holds %s"
              .formatted(seen.number(), seen.epoch(), checkpoints.place(), checkpoint));
    }
    return pruned || index.hasPassed()
        ? Optional.empty()
        : Optional.of(
            "record %d of epoch %d is not the one of %s in %s"
                .formatted(
                    checkpoint.number(), checkpoint.epoch(), checkpoint, checkpoints.place()));
  }
}
