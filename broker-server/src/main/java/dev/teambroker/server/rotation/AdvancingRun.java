package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.shareduser.SharedUsers;
import org.springframework.stereotype.Component;

/** Has the class of each step do the next thing, until the run waits, is held or has ended. */
@Component
class AdvancingRun {
  private final Rotations rotations;
  private final SharedUsers users;
  private final AwsClock clock;
  private final Looks looks;
  private final CreatingKey creating;
  private final SettlingCreation settling;
  private final ProvingKey proving;
  private final SwitchingKey switching;
  private final DrainingKey draining;
  private final DeactivatingKey deactivating;
  private final DeletingKey deleting;
  private final TurningBack turning;
  private final ServingConsumers serving;

  AdvancingRun(
      Rotations rotations,
      SharedUsers users,
      AwsClock clock,
      Looks looks,
      CreatingKey creating,
      SettlingCreation settling,
      ProvingKey proving,
      SwitchingKey switching,
      DrainingKey draining,
      DeactivatingKey deactivating,
      DeletingKey deleting,
      TurningBack turning,
      ServingConsumers serving) {
    this.rotations = rotations;
    this.users = users;
    this.clock = clock;
    this.looks = looks;
    this.creating = creating;
    this.settling = settling;
    this.proving = proving;
    this.switching = switching;
    this.draining = draining;
    this.deactivating = deactivating;
    this.deleting = deleting;
    this.turning = turning;
    this.serving = serving;
  }

  /** Later, or that there is nothing to do for now: it is held or has ended. */
  Next advance(RotationId id) {
    Next next = Next.goOn();
    while (next instanceof Next.GoOn) {
      Rotation rotation = rotations.find(id).orElseThrow();
      if (rotation.isHeld() || rotation.step().isEnd()) {
        looks.forget(rotation);
        return next;
      }
      next = step(run(rotation));
    }
    return next;
  }

  Run run(Rotation rotation) {
    var user = users.find(rotation.sharedUser()).orElseThrow();
    return new Run(rotation, user, clock.now(user.partition()));
  }

  private Next step(Run run) {
    if (run.rotation().isToTurnBack() && turning.turns(run)) {
      return turning.turn(run);
    }
    return switch (run.step()) {
      case REQUESTED -> serving.fault(run).orElseGet(() -> creating.create(run));
      case CREATING -> settling.settle(run);
      case SEALED -> proving.prove(run);
      case PROVED -> switching.switchOver(run);
      case SWITCHED -> serving.beside(run, () -> draining.drain(run));
      case DRAINED -> serving.hinder(run).orElseGet(() -> deactivating.deactivate(run));
      case DEACTIVATING -> deactivating.settle(run);
      case DEACTIVATED -> deleting.delete(run);
      case DELETING -> deleting.settle(run);
      case REACTIVATING -> turning.settle(run);
      case REACTIVATED -> turning.prove(run);
      case DONE, UNDONE -> throw new IllegalStateException("it has ended");
    };
  }
}
