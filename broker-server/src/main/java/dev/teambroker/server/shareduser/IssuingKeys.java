package dev.teambroker.server.shareduser;

import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.secretstore.SecretStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens shared users' keys, as the database has them at each issue. Thread-safe. */
@Component
public class IssuingKeys {
  private final AccessKeys keys;
  private final SecretStore secrets;

  IssuingKeys(AccessKeys keys, SecretStore secrets) {
    this.keys = keys;
    this.secrets = secrets;
  }

  /** The user's current key, opened; the caller closes it. */
  public Optional<IssuingKey> open(SharedUser user) {
    return keys.current(user.sharedUserId()).map(key -> open(user, key));
  }

  /**
   * The user's former key, opened: it still serves where AWS doesn't know the current one. The
   * caller closes it.
   */
  public Optional<IssuingKey> openFormer(SharedUser user) {
    return keys.of(user.sharedUserId()).stream()
        .filter(key -> key.state() == KeyState.FORMER)
        .findFirst()
        .map(key -> open(user, key));
  }

  /** The user's current key's id. */
  public Optional<String> currentId(SharedUser user) {
    return keys.current(user.sharedUserId()).map(AccessKey::accessKeyId);
  }

  private IssuingKey open(SharedUser user, AccessKey key) {
    return new IssuingKey(
        AwsKey.longTerm(
            key.accessKeyId(), secrets.unseal(key.sealed(), key.binding(user.userArn()))));
  }
}
