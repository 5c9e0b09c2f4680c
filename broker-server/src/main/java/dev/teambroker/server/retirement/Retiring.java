package dev.teambroker.server.retirement;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Retirements;
import dev.teambroker.protocol.Retirements.Retirement;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.AdministeringSharedUsers;
import dev.teambroker.server.shareduser.KeyChanges;
import dev.teambroker.server.shareduser.KeyState;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.RotatingKeys.Stored;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * An owner ends a shared user. Without a management principal the user acts for itself: then its
 * current key stays active until the end, where it goes last. Keys that the broker never had are
 * left alone. Thread-safe.
 */
@Component
public class Retiring {
  private final Access access;
  private final AdministeringSharedUsers administering;
  private final RotatingKeys keys;
  private final KeysAtAws atAws;
  private final ActingKeys acting;
  private final KeyChanges rotations;

  Retiring(
      Access access,
      AdministeringSharedUsers administering,
      RotatingKeys keys,
      KeysAtAws atAws,
      ActingKeys acting,
      KeyChanges rotations) {
    this.access = access;
    this.administering = administering;
    this.keys = keys;
    this.atAws = atAws;
    this.acting = acting;
    this.rotations = rotations;
  }

  /** No session is issued from then on, and the keys are off. */
  public Outcome<Retirement> begin(Member owner, String name) {
    Outcome<SharedUser> stopped = asOwner(owner, name, _ -> administering.suspend(owner, name));
    return switch (stopped) {
      case Outcome.Refused<SharedUser> refused -> refused.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          each(user, (key, listed) -> switchedOff(user, key, listed))
              .orElseGet(() -> shown(user, false));
    };
  }

  /** The keys are deleted or handed back, and the broker forgets the user. */
  public Outcome<Retirement> end(Member owner, String name, boolean handBack) {
    return asOwner(
        owner,
        name,
        user -> {
          if (user.mayBeUsed()) {
            return Outcome.refused(
                ProblemType.CONFLICT, "Sessions of " + name + " are issued; retire it first.");
          }
          Outcome<Retirement> before = shown(user, true);
          return before instanceof Outcome.Refused<Retirement>
              ? before
              : each(user, (key, listed) -> ended(user, key, listed, handBack))
                  .orElseGet(() -> forgotten(owner, name, before));
        });
  }

  private Outcome<Retirement> forgotten(Member owner, String name, Outcome<Retirement> before) {
    return administering.remove(owner, name) instanceof Outcome.Refused<SharedUser> refused
        ? refused.of()
        : before;
  }

  private <T> Outcome<T> asOwner(Member owner, String name, Function<SharedUser, Outcome<T>> work) {
    return access.asOwner(
        owner,
        name,
        user ->
            rotations.isUnderWay(user.sharedUserId())
                ? KeyChanges.refused(user)
                : work.apply(user));
  }

  private interface Work {
    Outcome<String> on(Stored key, ListedKey listed);
  }

  /** The first refusal; those that AWS doesn't list need nothing. The one that acts comes last. */
  private Optional<Outcome<Retirement>> each(SharedUser user, Work work) {
    return switch (atAws.listed(user)) {
      case Outcome.Refused<List<ListedKey>> refused -> Optional.of(refused.of());
      case Outcome.Done<List<ListedKey>>(List<ListedKey> listed) -> {
        for (Stored key : inOrder(user)) {
          for (ListedKey one : listed) {
            if (one.accessKeyId().equals(key.accessKeyId())
                && work.on(key, one) instanceof Outcome.Refused<String> refused) {
              yield Optional.of(refused.of());
            }
          }
        }
        yield Optional.empty();
      }
    };
  }

  private List<Stored> inOrder(SharedUser user) {
    return keys.of(user.sharedUserId()).stream()
        .sorted(Comparator.comparing(key -> key.state() == KeyState.CURRENT))
        .toList();
  }

  private Outcome<String> switchedOff(SharedUser user, Stored key, ListedKey listed) {
    return listed.isActive() && !actsForItself(user, key)
        ? atAws.activate(user, key.accessKeyId(), false)
        : Outcome.done(key.accessKeyId());
  }

  /** A key that nobody outside ever had is of no use to anybody. */
  private Outcome<String> ended(SharedUser user, Stored key, ListedKey listed, boolean handBack) {
    if (!handBack || !key.exposed()) {
      return atAws.delete(user, key.accessKeyId());
    }
    return listed.isActive()
        ? Outcome.done(key.accessKeyId())
        : atAws.activate(user, key.accessKeyId(), true);
  }

  private boolean actsForItself(SharedUser user, Stored key) {
    return key.state() == KeyState.CURRENT && acting.arn(user).equals(user.userArn());
  }

  private Outcome<Retirement> shown(SharedUser user, boolean removed) {
    List<String> stored = keys.of(user.sharedUserId()).stream().map(Stored::accessKeyId).toList();
    return atAws
        .listed(user)
        .map(
            listed ->
                new Retirement(
                    user.name(),
                    stored.stream().map(id -> shown(user, id, listed)).toList(),
                    listed.stream()
                        .map(ListedKey::accessKeyId)
                        .filter(id -> !stored.contains(id))
                        .toList(),
                    removed));
  }

  private Retirements.Key shown(SharedUser user, String accessKeyId, List<ListedKey> listed) {
    return listed.stream()
        .filter(key -> key.accessKeyId().equals(accessKeyId))
        .findFirst()
        .map(key -> atAws.shown(user, accessKeyId, key.isActive() ? "active" : "inactive"))
        .orElseGet(() -> new Retirements.Key(accessKeyId, "absent", null));
  }
}
