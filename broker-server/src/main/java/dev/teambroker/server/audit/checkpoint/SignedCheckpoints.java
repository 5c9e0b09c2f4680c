package dev.teambroker.server.audit.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints that somebody has kept, as far as the pinned key has signed them.
 *
 * @param place where they were read, for messages
 * @param signed in the order in which they were kept
 * @param faults lines that look like checkpoints, which the key has not signed
 */
public record SignedCheckpoints(String place, List<Checkpoint> signed, List<String> faults) {
  static final Comparator<Checkpoint> BY_PLACE =
      Comparator.comparingLong(Checkpoint::epoch).thenComparingLong(Checkpoint::number);

  public static final SignedCheckpoints NONE = new SignedCheckpoints("", List.of(), List.of());

  public static SignedCheckpoints of(String place, List<String> lines, CheckpointKey key) {
    List<Checkpoint> signed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (String line : lines) {
      Checkpoint checkpoint = Checkpoint.read(line).orElse(null);
      if (checkpoint == null) {
        continue;
      }
      if (key.signed(checkpoint)) {
        signed.add(checkpoint);
      } else {
        faults.add(checkpoint + " in " + place + " is not signed by the key " + key.pin());
      }
    }
    return new SignedCheckpoints(place, List.copyOf(signed), List.copyOf(faults));
  }

  /** The one that is furthest in the trail. */
  Optional<Checkpoint> furthest() {
    return signed.stream().max(BY_PLACE);
  }
}
