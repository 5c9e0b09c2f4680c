package dev.teambroker.server.secretstore;

/** A kind of place for key-encryption keys; one bean each. */
public interface KeyBackend {
  /** What its keys' names begin with in {@code broker.secret-store.keys}. */
  String scheme();

  /**
   * Where the key of this name comes from.
   *
   * @param name as configured, with the scheme
   * @throws IllegalArgumentException with what the name takes
   */
  KeySource source(String name);

  /** Whether its keys may sign checkpoints where they lie. */
  default boolean isSigning() {
    return false;
  }

  /**
   * Where the signing key of this name comes from.
   *
   * @param name as configured, with the scheme
   * @throws IllegalArgumentException with what the name takes, or where there are no such keys
   */
  default SigningKeySource signing(String name) {
    throw new IllegalArgumentException("a key of " + scheme() + " signs no checkpoints");
  }
}
