package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that wraps data keys: in a software keystore, an HSM or a service. Thread-safe.
 *
 * <p>The context belongs to the wrap: it opens with the same context alone.
 */
public interface KeyEncryptionKey extends AutoCloseable {
  /** Names the key in envelopes, at most 255 bytes of UTF-8; never given to another key. */
  String id();

  /**
   * Wraps a data key; two wraps of the same key differ.
   *
   * @throws SecretStoreUnavailable when the key can't be used now
   */
  byte[] wrap(Secret dataKey, byte[] context);

  /**
   * Opens a wrap.
   *
   * @throws SealBroken when the wrap was altered, or is of another key or context
   * @throws SecretStoreUnavailable when the key can't be used now
   */
  Secret unwrap(byte[] wrapped, byte[] context);

  /** What the backend does alone when it opens a wrap: for measuring what the rest costs. */
  default Secret unwrapAlone(byte[] wrapped, byte[] context) {
    return unwrap(wrapped, context);
  }

  /** Whether the wrap is of the key's present version, where the backend itself has versions. */
  default boolean isCurrent(byte[] wrapped) {
    return true;
  }

  /**
   * Since when its present version seals, where the backend itself has versions.
   *
   * @throws SecretStoreUnavailable when the backend can't say now
   */
  default Optional<Instant> versionSince() {
    return Optional.empty();
  }

  /** What operators should know of it although it can be used. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /** Lets go of what it holds at its backend; it isn't used afterwards. */
  @Override
  default void close() {}
}
