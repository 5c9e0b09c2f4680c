package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SecretStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a rotation does with a shared user's stored keys. Changes run in the caller's transaction,
 * whose record names them; opening and reserving call the secret store, outside of one.
 * Thread-safe.
 */
@Component
public class RotatingKeys {
  private final AccessKeys keys;
  private final KeyCreations creations;
  private final SecretStore secrets;
  private final InstantSource clock;

  /**
   * A key that is stored, without its secret.
   *
   * @param madeAt when AWS made it, as far as is known
   */
  public record Stored(String accessKeyId, KeyState state, boolean exposed, Instant madeAt) {}

  RotatingKeys(AccessKeys keys, KeyCreations creations, SecretStore secrets, InstantSource clock) {
    this.keys = keys;
    this.creations = creations;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** All that are stored, the latest first. */
  public List<Stored> of(SharedUserId user) {
    List<AccessKey> stored = keys.of(user);
    Map<String, Instant> made = creations.of(stored);
    return stored.stream()
        .map(
            key ->
                new Stored(
                    key.accessKeyId(),
                    key.state(),
                    key.exposed(),
                    made.getOrDefault(key.accessKeyId(), key.storedAt())))
        .toList();
  }

  /** The key that sessions are asked for with. */
  public Optional<Stored> current(SharedUserId user) {
    return of(user).stream().filter(key -> key.state() == KeyState.CURRENT).findFirst();
  }

  /** A stored key, opened; the caller closes it. */
  public Optional<AwsKey> open(SharedUser user, String accessKeyId) {
    return unsealed(user, accessKeyId).map(secret -> AwsKey.longTerm(accessKeyId, secret));
  }

  /**
   * The secret of a stored key, for a consumer that two people registered; the caller closes it.
   */
  public Optional<Secret> openForConsumer(SharedUser user, String accessKeyId) {
    return unsealed(user, accessKeyId);
  }

  private Optional<Secret> unsealed(SharedUser user, String accessKeyId) {
    return find(user, accessKeyId)
        .map(key -> secrets.unseal(key.sealed(), key.binding(user.userArn())));
  }

  /** A place for a key that AWS is about to make; the caller closes it. */
  public ReservedKey reserve(SharedUser user) {
    String rowId = AccessKey.freshId();
    return new ReservedKey(rowId, secrets.reserve(AccessKey.reserved(rowId, user.userArn())));
  }

  /** Stores what AWS has made: nobody has ever held it, and nothing uses it yet. */
  public RowChange store(SharedUser user, ReservedKey place, String accessKeyId, Secret secret) {
    return insert(user, place, accessKeyId, secret, KeyState.NEXT);
  }

  /** The same of a user that has no key yet: sessions are asked for with it. */
  RowChange storeFirst(SharedUser user, ReservedKey place, String accessKeyId, Secret secret) {
    return insert(user, place, accessKeyId, secret, KeyState.CURRENT);
  }

  private RowChange insert(
      SharedUser user, ReservedKey place, String accessKeyId, Secret secret, KeyState state) {
    return keys.insert(
        new AccessKey(
            place.rowId(),
            1,
            user.sharedUserId(),
            accessKeyId,
            state,
            false,
            Times.now(clock),
            place.seal(secret)));
  }

  /** From the commit on sessions are asked for with this key; the one before it is kept. */
  public List<RowChange> makeCurrent(SharedUser user, String accessKeyId) {
    AccessKey next = find(user, accessKeyId).orElseThrow();
    List<RowChange> made = new ArrayList<>();
    keys.current(user.sharedUserId())
        .filter(current -> !current.accessKeyId().equals(accessKeyId))
        .ifPresent(current -> made.add(keys.update(current.in(KeyState.FORMER))));
    made.add(keys.update(next.in(KeyState.CURRENT)));
    return made;
  }

  /** Forgets a key that AWS has no more; none where it is forgotten. */
  public List<RowChange> remove(SharedUser user, String accessKeyId) {
    return find(user, accessKeyId).map(keys::delete).stream().toList();
  }

  private Optional<AccessKey> find(SharedUser user, String accessKeyId) {
    return keys.of(user.sharedUserId()).stream()
        .filter(key -> key.accessKeyId().equals(accessKeyId))
        .findFirst();
  }
}
