package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that counts its wraps, and remembers whether its backend could be used when it was last
 * asked. Thread-safe.
 */
final class WatchedKey implements KeyEncryptionKey {
  private static final byte[] PROBE = {};

  private final KeyEncryptionKey key;
  private final WrapCount count;
  private volatile @Nullable String trouble;
  private byte @Nullable [] probe;

  WatchedKey(KeyEncryptionKey key, WrapCount count) {
    this.key = key;
    this.count = count;
  }

  /** Why it couldn't be used, for operators. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** What operators should know although it can be used. */
  @Override
  public Optional<String> warning() {
    return count.isHalfUsed()
        ? Optional.of("it has made half of the 2^32 wraps that it may: plan its successor")
        : key.warning();
  }

  /** Wraps anew and opens that, and so learns which version is the present one. */
  synchronized void look() {
    probe = null;
    probe();
  }

  @Override
  public Optional<Instant> versionSince() {
    return key.versionSince();
  }

  /** Finds out, with a wrap that is made once. */
  synchronized void probe() {
    try {
      byte[] made = probe;
      if (made == null) {
        try (Secret known = DataKeys.fresh()) {
          made = wrap(known, PROBE);
        }
        probe = made;
      }
      unwrap(made, PROBE).close();
    } catch (SecretStoreUnavailable e) {
      trouble = e.getMessage();
    } catch (SealBroken e) {
      trouble = "it doesn't open what it wrapped itself: another key has taken its place";
    }
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public boolean isCurrent(byte[] wrapped) {
    return key.isCurrent(wrapped);
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    try {
      count.take(id());
      byte[] wrapped = key.wrap(dataKey, context);
      trouble = null;
      return wrapped;
    } catch (SecretStoreUnavailable e) {
      trouble = e.getMessage();
      throw e;
    }
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    try {
      Secret opened = key.unwrap(wrapped, context);
      trouble = null;
      return opened;
    } catch (SecretStoreUnavailable e) {
      trouble = e.getMessage();
      throw e;
    }
  }

  @Override
  public void close() {
    key.close();
  }
}
