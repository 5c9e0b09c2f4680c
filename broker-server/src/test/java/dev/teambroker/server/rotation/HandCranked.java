package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.MadeKey;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

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

  /** Of real time: what a killed database has broken mends in it, not in the test's. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int AT_ONCE = 8;
  private static final Duration STARTS_EVERY = Duration.ofSeconds(10);
  private static final long AGAIN_NANOS = 50_000_000;

  private final SettableClock clock;
  private final List<Replica> living;
  private Replica replica;

  /**
   * @param others that live beside it, and say so
   */
  public HandCranked(Replica replica, SettableClock clock, Replica... others) {
    this.replica = replica;
    this.clock = clock;
    this.living = Stream.concat(Stream.of(replica), Stream.of(others)).toList();
  }

  /** Another replica works on the rotations from now on. */
  public void goesOnAt(Replica other) {
    replica = other;
  }

  public static String[] actions() {
    return ACTIONS.clone();
  }

  /** Works on all that is due now. */
  public void turn() {
    living.forEach(each -> each.bean(Heartbeats.class).beat());
    List<RotationId> claimed = asked(() -> due().claim(MOST_TURNS));
    claimed.forEach(this::work);
    if (claimed.isEmpty()) {
      clock.pass(Duration.ofSeconds(10));
    }
  }

  /**
   * Lets the replica go on as it does by itself, until something has happened: it starts what is
   * due each ten seconds, and works on what is, one after the other.
   *
   * @param looked after each look at a run: lets the time pass that it took
   */
  public void goOn(Runnable looked, BooleanSupplier happened) {
    Instant starts = clock.instant();
    while (true) {
      if (!clock.instant().isBefore(starts)) {
        if (happened.getAsBoolean()) {
          return;
        }
        living.forEach(each -> each.bean(Heartbeats.class).beat());
        replica.bean(StartingRotations.class).poll();
        starts = clock.instant().plus(STARTS_EVERY);
      }
      List<RotationId> claimed = due().claim(AT_ONCE);
      if (claimed.isEmpty()) {
        clock.pass(Duration.ofSeconds(1));
      }
      for (RotationId run : claimed) {
        work(run);
        looked.run();
      }
    }
  }

  /** Starts what the schedule says is due. */
  public void start() {
    ScopedValue.where(RequestContext.CURRENT, RequestContext.ofBroker("rotation-schedule"))
        .run(replica.bean(StartingRotations.class)::start);
  }

  /** Does to rotations what accepting an older database does. */
  public void restore() {
    replica
        .bean(Changes.class)
        .run(
            () -> {
              List<RowChange> held =
                  replica.bean(RotationsHeldByRestore.class).makeVoid().stream()
                      .flatMap(voided -> voided.changes().stream())
                      .toList();
              replica
                  .bean(AuditTrail.class)
                  .append(AuditEvent.of("test.restored").changing(held.toArray(RowChange[]::new)));
              return Outcome.done(held);
            });
  }

  /** How many rotations are held, as the metrics have it. */
  public int held() {
    replica.bean(RotationMetrics.class).count();
    return gauge("broker.rotations.held");
  }

  /** How many are under way, as the metrics have it. */
  public int underWay() {
    replica.bean(RotationMetrics.class).count();
    return gauge("broker.rotations.under.way");
  }

  private int gauge(String name) {
    return (int) replica.bean(MeterRegistry.class).get(name).gauge().value();
  }

  /** Asks IAM how old imported keys are. */
  public void learnsAges() {
    ScopedValue.where(RequestContext.CURRENT, RequestContext.ofBroker("key-ages"))
        .run(replica.bean(LearningKeyAges.class)::learn);
  }

  /** A process that dies takes with it what it had in mind. */
  private void work(RotationId run) {
    try {
      replica.bean(RunningRotations.class).work(run);
    } catch (DyingJournal.Died died) {
      Rotation left = replica.bean(Rotations.class).find(run).orElseThrow();
      replica.bean(Looks.class).forget(left);
      replica.bean(Acknowledgements.class).forget(left.rotationId());
    } catch (DataAccessException | TransactionException withoutDatabase) {
      // Its thread ends there; the claim ends by itself.
      Thread.onSpinWait();
    }
  }

  /** A poll whose connection has gone is repeated. */
  private static <T> T asked(Supplier<T> database) {
    for (int i = 1; ; i++) {
      try {
        return database.get();
      } catch (DataAccessException | TransactionException e) {
        if (i == MOST_TURNS) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  /** What the shared user's rotation that is under way has reached. */
  public Optional<String> stepOf(String sharedUser) {
    return underWay(sharedUser).map(run -> run.step().code());
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
    untilAllRest(between, () -> false);
  }

  /** The same, or until something has happened. */
  public void untilAllRest(Runnable between, BooleanSupplier happened) {
    long latest = System.nanoTime() + LONGEST.toNanos();
    for (int turns = 0; next().isPresent() && !happened.getAsBoolean(); turns++) {
      if (turns >= MOST_TURNS && System.nanoTime() > latest) {
        throw new AssertionError("it comes to no end: " + waits());
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

  /**
   * Sends the call of the step it is at, as one does who was held up meanwhile; whether AWS was
   * asked.
   */
  public boolean sendsLate(String sharedUser, Runnable meanwhile) {
    Run read = replica.bean(AdvancingRun.class).run(underWay(sharedUser).orElseThrow());
    meanwhile.run();
    return !(replica.bean(Sending.class).create(read, "late")
        instanceof AwsAnswer.NotReached<MadeKey>);
  }

  private Optional<Rotation> underWay(String sharedUser) {
    return replica
        .bean(SharedUsers.class)
        .named(sharedUser)
        .flatMap(user -> replica.bean(Rotations.class).underWay(user.sharedUserId()));
  }

  private List<String> waits() {
    return replica.bean(Rotations.class).underWay().stream()
        .map(run -> run.step().code() + due().of(run).map(due -> " " + due.waitsFor()).orElse(""))
        .toList();
  }

  private Optional<Instant> next() {
    List<Rotation> runs = asked(() -> replica.bean(Rotations.class).underWay());
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
