package dev.teambroker.server.rotation;

import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rotations of a replica that runs none by itself, turn by turn, on the test's clock. */
public final class HandCranked {
  /** So that a replica works on no rotation before it is told to. */
  public static final String BY_HAND = "broker.rotation.runs-at-once=0";

  /** What a rotation does at AWS. */
  private static final String[] ACTIONS = {
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:GetAccessKeyLastUsed",
    "iam:CreateAccessKey",
    "iam:UpdateAccessKey",
    "iam:DeleteAccessKey",
    "cloudtrail:LookupEvents"
  };

  private static final int MOST_TURNS = 500;

  private final Replica replica;
  private final SettableClock clock;

  public HandCranked(Replica replica, SettableClock clock) {
    this.replica = replica;
    this.clock = clock;
  }

  public static String[] actions() {
    return ACTIONS.clone();
  }

  /** Works on all that is due now. */
  public void turn() {
    replica.bean(Heartbeats.class).beat();
    due().claim(MOST_TURNS).forEach(replica.bean(RunningRotations.class)::work);
  }

  /**
   * Turns, from one time that something is due to the next, until no run is due any more: each has
   * ended or is held.
   */
  public void untilAllRest() {
    untilAllRest(() -> {});
  }

  /** The same; between the turns the others do what they do. */
  public void untilAllRest(Runnable between) {
    for (int turns = 0; next().isPresent(); turns++) {
      if (turns == MOST_TURNS) {
        throw new AssertionError("it comes to no end");
      }
      passTo(next().get());
      turn();
      between.run();
    }
  }

  /** Turns until a run of the shared user reaches that step; false where it rests before. */
  public boolean until(String sharedUser, String step) {
    for (int turns = 0; turns < MOST_TURNS; turns++) {
      if (stepOf(sharedUser).filter(step::equals).isPresent()) {
        return true;
      }
      Optional<Instant> next = next();
      if (next.isEmpty()) {
        return false;
      }
      passTo(next.get());
      turn();
    }
    return false;
  }

  private Optional<String> stepOf(String sharedUser) {
    return replica.bean(Rotations.class).underWay().stream()
        .filter(
            run -> replica.bean(ShowingRotations.class).show(run).sharedUser().equals(sharedUser))
        .map(run -> run.step().code())
        .findFirst();
  }

  private Optional<Instant> next() {
    List<Rotation> runs = replica.bean(Rotations.class).underWay();
    return runs.stream()
        .flatMap(run -> due().of(run).stream())
        .map(DueRuns.Waiting::dueAt)
        .min(Instant::compareTo);
  }

  private void passTo(Instant due) {
    Duration until = Duration.between(clock.instant(), due);
    if (until.isPositive()) {
      clock.pass(until);
    }
  }

  private DueRuns due() {
    return replica.bean(DueRuns.class);
  }
}
