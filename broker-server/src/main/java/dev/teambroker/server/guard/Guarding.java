package dev.teambroker.server.guard;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Whether a session with AWS MFA, which has all of the user's rights in IAM, may be issued. IAM is
 * looked at when nothing is known, or nothing recent; what was found good stays good while IAM
 * doesn't answer. Thread-safe.
 */
@Component
public class Guarding {
  /** So soon after a look that found no guard, IAM isn't asked again. */
  private static final Duration NOT_AGAIN_WITHIN = Duration.ofSeconds(30);

  private final Guards guards;
  private final CheckingPolicies checking;
  private final GuardSettings settings;
  private final InstantSource clock;
  private final Map<SharedUserId, ReentrantLock> looking = new ConcurrentHashMap<>();

  Guarding(Guards guards, CheckingPolicies checking, GuardSettings settings, InstantSource clock) {
    this.guards = guards;
    this.checking = checking;
    this.settings = settings;
    this.clock = clock;
  }

  /** Why none may be issued; empty where one may. */
  public Optional<Outcome.Refused<SharedUser>> refusal(SharedUser user) {
    Optional<Guard> known = recent(user);
    return known.isPresent() ? refusal(user, known.get()) : lookedAt(user);
  }

  private Optional<Guard> recent(SharedUser user) {
    return guards.of(user.sharedUserId()).filter(this::isRecent);
  }

  private boolean isRecent(Guard guard) {
    Duration believed = guard.lets() ? settings.lookEvery() : NOT_AGAIN_WITHIN;
    return guard.acceptance() != null || clock.instant().isBefore(guard.checkedAt().plus(believed));
  }

  private static Optional<Outcome.Refused<SharedUser>> refusal(SharedUser user, Guard guard) {
    return guard.lets() ? Optional.empty() : Optional.of(unguarded(user));
  }

  /** One look at a time of each user; who waited for it decides by what it found. */
  private Optional<Outcome.Refused<SharedUser>> lookedAt(SharedUser user) {
    ReentrantLock lock = looking.computeIfAbsent(user.sharedUserId(), _ -> new ReentrantLock());
    Turns.whileAway(
        () -> {
          lock.lock();
          return lock;
        });
    try {
      Optional<Guard> known = recent(user);
      return known.isPresent() ? refusal(user, known.get()) : renewed(user);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Outcome.Refused<SharedUser>> renewed(SharedUser user) {
    return switch (checking.renew(user)) {
      case Outcome.Done<Guard>(Guard guard) -> refusal(user, guard);
      case Outcome.Refused<Guard> notSeen ->
          guards.of(user.sharedUserId()).filter(Guard::lets).isPresent()
              ? Optional.empty()
              : Optional.of(notSeen.of());
    };
  }

  private static Outcome.Refused<SharedUser> unguarded(SharedUser user) {
    return new Outcome.Refused<>(
        ProblemType.UNGUARDED,
        "Nothing at AWS is known to keep a session with MFA from changing "
            + user.name()
            + " and its keys. An owner puts the guard that `shared-user policy` prints, or accepts"
            + " this on record.",
        List.of());
  }
}
