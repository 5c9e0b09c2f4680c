package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowRejected;
import dev.teambroker.server.audit.VoidedByRestore;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** After a restore AWS may be further than a run knows: an owner looks before it goes on. */
@Component
class RotationsHeldByRestore implements VoidedByRestore {
  private static final String SAYS =
      "An older state of the database was accepted; compare the keys with those of AWS first.";

  private final Rotations rotations;
  private final DueRuns due;

  RotationsHeldByRestore(Rotations rotations, DueRuns due) {
    this.rotations = rotations;
    this.due = due;
  }

  @Override
  public List<Voided> makeVoid() {
    List<RowChange> changes = goingOn().map(this::held).toList();
    return List.of(new Voided("rotations (held)", changes.size(), changes));
  }

  private RowChange held(Rotation run) {
    due.remove(run);
    return rotations.update(
        run.turning(
            new Rotation.Course(
                run.course().aim(),
                run.course().undoWanted(),
                new Hold(Hold.Ground.RESTORED, SAYS))));
  }

  /** A row that is rejected goes nowhere. */
  private Stream<Rotation> goingOn() {
    return rotations
        .all()
        .filter(Rotation.class::isInstance)
        .map(Rotation.class::cast)
        .filter(run -> !run.step().isEnd() && !run.isHeld())
        .map(this::verified)
        .filter(Objects::nonNull);
  }

  @SuppressWarnings("NullAway")
  private Rotation verified(Rotation stored) {
    try {
      return rotations.find(stored.rotationId()).orElse(null);
    } catch (RowRejected forged) {
      return null;
    }
  }
}
