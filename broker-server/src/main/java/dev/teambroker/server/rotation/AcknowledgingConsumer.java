package dev.teambroker.server.rotation;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.consumer.Consumer;
import dev.teambroker.server.consumer.Delivery.How;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An owner or an admin says that a consumer needs the leaving key no more; a run that is held for
 * consumers looks again. Thread-safe.
 */
@Component
public class AcknowledgingConsumer {
  private final Access access;
  private final Rotations rotations;
  private final ConsumersOfRun consumers;
  private final ShowingRotations showing;
  private final AwsClock clock;

  AcknowledgingConsumer(
      Access access,
      Rotations rotations,
      ConsumersOfRun consumers,
      ShowingRotations showing,
      AwsClock clock) {
    this.access = access;
    this.rotations = rotations;
    this.consumers = consumers;
    this.showing = showing;
    this.clock = clock;
  }

  /** Acknowledging again changes nothing. */
  public Outcome<dev.teambroker.protocol.Rotations.Rotation> acknowledge(
      Member member, String sharedUser, String consumer) {
    return access
        .asOwnerOrAdmin(member, sharedUser, user -> acknowledge(member, user, consumer))
        .map(showing::show);
  }

  private Outcome<Rotation> acknowledge(Member member, SharedUser user, String name) {
    Optional<Rotation> underWay = rotations.underWay(user.sharedUserId());
    if (underWay.isEmpty() || !isAsked(underWay.get())) {
      return Outcome.refused(
          ProblemType.CONFLICT,
          "No rotation of "
              + user.name()
              + " waits for consumers: they are asked once it is"
              + " switched to the new key, and until the old one is deactivated.");
    }
    Run run = new Run(underWay.get(), user, clock.now(user.partition()));
    return consumers.wanted(run).stream()
        .filter(consumer -> consumer.name().equals(name))
        .findFirst()
        .map(consumer -> acknowledge(member, run, consumer))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemType.NOT_FOUND, "The rotation waits for no consumer of that name."));
  }

  private static boolean isAsked(Rotation rotation) {
    return rotation.step() == Step.SWITCHED || rotation.step() == Step.DRAINED;
  }

  private Outcome<Rotation> acknowledge(Member member, Run run, Consumer consumer) {
    if (!consumers.missing(run).contains(consumer)) {
      return Outcome.done(run.rotation());
    }
    Rotation.Course course = run.rotation().course();
    Hold hold = course.hold();
    boolean lookAgain = hold != null && hold.ground() == Hold.Ground.CONSUMERS;
    try {
      return Outcome.done(
          consumers
              .served(
                  run,
                  new Rotation.Course(course.aim(), course.undoWanted(), lookAgain ? null : hold),
                  consumer,
                  How.ACKNOWLEDGED,
                  member.memberId(),
                  consumer.told() + " is acknowledged by " + member.name())
              .rotation());
    } catch (Overtaken e) {
      return Outcome.refused(
          ProblemType.CONFLICT, "The rotation has moved meanwhile; look at it and ask again.");
    }
  }
}
