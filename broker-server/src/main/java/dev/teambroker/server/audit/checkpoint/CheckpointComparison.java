package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a trail, record by record, against the checkpoints that were kept of it. Where a restore
 * was accepted, earlier epochs may lack records that checkpoints tell of: the newest epoch's
 * checkpoints vouch for the record that says so.
 */
public final class CheckpointComparison {
  private final SignedCheckpoints checkpoints;
  private final Map<Place, List<Checkpoint>> wanted = new HashMap<>();
  private final Set<Checkpoint> found = new HashSet<>();
  private final Set<Checkpoint> contradicted = new LinkedHashSet<>();
  private @Nullable Chain first;
  private Chain last = Chain.START;

  private record Place(long epoch, long number) {}

  public CheckpointComparison(SignedCheckpoints checkpoints) {
    this.checkpoints = checkpoints;
    for (Checkpoint each : checkpoints.signed()) {
      wanted
          .computeIfAbsent(new Place(each.epoch(), each.number()), place -> new ArrayList<>())
          .add(each);
    }
  }

  public void next(Line line) {
    last = Chain.at(line);
    first = first == null ? last : first;
    if (wanted.isEmpty()) {
      return;
    }
    for (Checkpoint each : wanted.getOrDefault(new Place(line.epoch(), line.number()), List.of())) {
      if (each.hash().equals(line.hash())) {
        found.add(each);
      } else {
        contradicted.add(each);
      }
    }
  }

  /** What the records and the checkpoints say of each other, for a human. */
  public List<String> lines() {
    Checkpoint furthest = checkpoints.furthest().orElse(null);
    if (furthest == null) {
      return List.of(
          "not seen: a tail that was cut off together with the head, and a chain that was"
              + " recomputed as a whole; checkpoints show both (--checkpoint FILE --key PIN)");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "checkpoints: %d of %s, up to record %d of epoch %d at %s"
            .formatted(
                found.size(),
                checkpoints.place(),
                furthest.number(),
                furthest.epoch(),
                furthest.at()));
    long givenUp = checkpoints.signed().stream().filter(this::isGivenUp).count();
    if (givenUp > 0) {
      lines.add("checkpoints of records that an accepted restore gave up: " + givenUp);
    }
    lines.add("not seen: a tail that was cut off after the last checkpoint");
    return lines;
  }

  /** The first record that is not the one of its checkpoint, and what is missing. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>(checkpoints.faults());
    contradicted.stream()
        .filter(each -> !isGivenUp(each))
        .findFirst()
        .map(each -> "the trail is not the one of " + each + ": up to there, it was rewritten")
        .ifPresent(faults::add);
    checkpoints.signed().stream()
        .filter(this::isMissing)
        .max(SignedCheckpoints.BY_PLACE)
        .map(
            each ->
                "the trail ends with record %d of epoch %d, but there is %s: records were cut off"
                    .formatted(last.number(), last.epoch(), each))
        .ifPresent(faults::add);
    return faults;
  }

  private boolean isMissing(Checkpoint checkpoint) {
    return !found.contains(checkpoint)
        && !contradicted.contains(checkpoint)
        && !isGivenUp(checkpoint)
        && !isBeforeTheFirst(checkpoint);
  }

  /** Not in the trail, and of an epoch that ended before one which is vouched for. */
  private boolean isGivenUp(Checkpoint checkpoint) {
    return !found.contains(checkpoint)
        && !isBeforeTheFirst(checkpoint)
        && checkpoints
            .furthest()
            .filter(found::contains)
            .filter(furthest -> checkpoint.epoch() < furthest.epoch())
            .isPresent();
  }

  /** An export may begin after a checkpoint. */
  private boolean isBeforeTheFirst(Checkpoint checkpoint) {
    Chain begin = first;
    return begin != null
        && (checkpoint.epoch() < begin.epoch()
            || (checkpoint.epoch() == begin.epoch() && checkpoint.number() < begin.number()));
  }
}
