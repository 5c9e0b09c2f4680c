package dev.teambroker.server.probe;

import dev.teambroker.protocol.Probes.SessionProbe;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.KeyChanges;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * An owner has the account probed with a spare key of the shared user. The probe goes on behind the
 * request; one that is broken off is settled by whichever replica lives. Thread-safe.
 */
@Component
public class ProbingAccount {
  private static final Logger LOG = LoggerFactory.getLogger(ProbingAccount.class);

  private final Access access;
  private final Probes probes;
  private final ProbeJournal journal;
  private final ProbeRun run;
  private final SpareKeys spares;
  private final KeyChanges rotations;
  private final Exclusive exclusive;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ProbingAccount(
      Access access,
      Probes probes,
      ProbeJournal journal,
      ProbeRun run,
      SpareKeys spares,
      KeyChanges rotations,
      Exclusive exclusive,
      InstantSource clock) {
    this.access = access;
    this.probes = probes;
    this.journal = journal;
    this.run = run;
    this.spares = spares;
    this.rotations = rotations;
    this.exclusive = exclusive;
    this.clock = clock;
  }

  /** Begins one; it is asked for until it has ended. */
  public Outcome<SessionProbe> begin(Member owner, String name) {
    return switch (prepared(owner, name)) {
      case Outcome.Refused<Prepared> refused -> refused.of();
      case Outcome.Done<Prepared>(Prepared prepared) -> started(owner, name, prepared);
    };
  }

  /** The latest of the shared user's account, for whoever sees it. */
  public Outcome<SessionProbe> latest(Member member, String name) {
    return switch (access.visible(member, name)) {
      case Outcome.Refused<SharedUser> refused -> refused.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          probes.of(user.account()).stream()
              .findFirst()
              .map(probe -> Outcome.done(wire(probe)))
              .orElseGet(
                  () ->
                      Outcome.refused(
                          ProblemType.NOT_FOUND,
                          "Account " + user.account() + " was never probed."));
    };
  }

  private record Prepared(SharedUser user, List<String> keys) {}

  /** A third key is never asked for, and none beside a foreign one. */
  private Outcome<Prepared> prepared(Member owner, String name) {
    return access.asOwner(
        owner,
        name,
        user ->
            switch (spares.listed(user)) {
              case Outcome.Refused<List<String>> refused -> refused.of();
              case Outcome.Done<List<String>>(List<String> keys) ->
                  keys.size() == 1 && spares.isCurrent(user, keys.getFirst())
                      ? Outcome.done(new Prepared(user, keys))
                      : Outcome.refused(
                          ProblemType.CONFLICT,
                          "A probe wants the current key to be the user's only one; AWS has "
                              + String.join(", ", keys)
                              + ".");
            });
  }

  private Outcome<SessionProbe> started(Member owner, String name, Prepared prepared) {
    Outcome<Probe> begun =
        journal.begin(
            () -> access.asOwner(owner, name, user -> probe(owner, user, prepared.keys())));
    if (begun instanceof Outcome.Done<Probe>(Probe probe)) {
      RequestContext context = RequestContext.CURRENT.get();
      threads.execute(
          () ->
              ScopedValue.where(RequestContext.CURRENT, context)
                  .run(() -> run(probe, prepared.user())));
    }
    return begun.map(ProbingAccount::wire);
  }

  private Outcome<Probe> probe(Member owner, SharedUser user, List<String> keys) {
    return rotations.isUnderWay(user.sharedUserId())
        ? KeyChanges.refused(user)
        : Outcome.done(Probe.begun(user, owner.memberId(), keys, Times.now(clock)));
  }

  private void run(Probe probe, SharedUser user) {
    try (Exclusive.Held turn = exclusive.tryTake(SettlingProbes.turn(probe)).orElse(null)) {
      if (turn != null) {
        run.run(probe, user);
      }
    } catch (RuntimeException | SQLException e) {
      LOG.error("the probe {} was broken off", probe.id(), e);
    }
  }

  private static SessionProbe wire(Probe probe) {
    return new SessionProbe(
        probe.id(),
        probe.account(),
        probe.begunAt(),
        probe.state().code(),
        probe.stateAt(),
        probe.spareKey(),
        probe.outlive(),
        probe.detail());
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
