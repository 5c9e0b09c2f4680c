package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Seals secrets and opens them again. Each secret has a data key of its own, which is wrapped under
 * every key-encryption key there is; any one of them opens it.
 *
 * <p>Thread-safe. A call may go to an HSM or over the network: never call it inside a database
 * transaction.
 */
public final class SecretStore {
  private final List<KeyEncryptionKey> keys;
  private final List<KeyEncryptionKey> openers;
  private final Supplier<Set<String>> retired;
  private final BiConsumer<Binding, SealBroken> broken;

  SecretStore(List<? extends KeyEncryptionKey> keys) {
    this(keys, List.of(), Set::of);
  }

  /**
   * @param retiring keys that open only
   * @param retired ids of keys that neither seal nor open any more
   */
  SecretStore(
      List<? extends KeyEncryptionKey> keys,
      List<? extends KeyEncryptionKey> retiring,
      Supplier<Set<String>> retired) {
    this(keys, Stream.concat(keys.stream(), retiring.stream()).toList(), retired, (of, seal) -> {});
  }

  private SecretStore(
      List<? extends KeyEncryptionKey> keys,
      List<? extends KeyEncryptionKey> openers,
      Supplier<Set<String>> retired,
      BiConsumer<Binding, SealBroken> broken) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one key-encryption key is needed");
    }
    this.keys = List.copyOf(keys);
    this.openers = List.copyOf(openers);
    this.retired = retired;
    this.broken = broken;
  }

  /** The same, which also tells of each seal that it finds broken. */
  SecretStore telling(BiConsumer<Binding, SealBroken> of) {
    return new SecretStore(keys, openers, retired, of);
  }

  /**
   * Seals a secret for the record that the binding names. The plaintext stays the caller's to
   * close. A key-encryption key that can't be used is left out, as long as there is another one.
   *
   * @throws SecretStoreUnavailable when no key-encryption key can be used
   */
  public SealedSecret seal(Secret plaintext, Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    try (Secret dataKey = DataKeys.fresh()) {
      return new ReservedSeal(dataKey, wraps(dataKey, context), context).seal(plaintext);
    }
  }

  /**
   * Makes a data key and wraps it under every key that seals now, before there is a secret: sealing
   * it then needs nothing but this process.
   *
   * @throws SecretStoreUnavailable when one of the keys can't be used now
   */
  public ReservedSeal reserve(Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    Secret dataKey = DataKeys.fresh();
    try {
      List<Envelope.Wrap> wraps = new ArrayList<>();
      for (KeyEncryptionKey key : allowed(keys)) {
        wraps.add(new Envelope.Wrap(key.id(), key.wrap(dataKey, context)));
      }
      if (wraps.isEmpty()) {
        throw noneLeft();
      }
      return new ReservedSeal(dataKey, wraps, context);
    } catch (RuntimeException e) {
      dataKey.close();
      throw e;
    }
  }

  private List<Envelope.Wrap> wraps(Secret dataKey, byte[] context) {
    List<Envelope.Wrap> wraps = new ArrayList<>();
    SecretStoreUnavailable failure = noneLeft();
    for (KeyEncryptionKey key : allowed(keys)) {
      try {
        wraps.add(new Envelope.Wrap(key.id(), key.wrap(dataKey, context)));
      } catch (SecretStoreUnavailable e) {
        failure = e;
      }
    }
    if (wraps.isEmpty()) {
      throw failure;
    }
    return wraps;
  }

  private static SecretStoreUnavailable noneLeft() {
    return new SecretStoreUnavailable("every key of broker.secret-store.keys was retired");
  }

  /**
   * Opens a secret for the record that the binding names; the caller closes it.
   *
   * @throws SealBroken when it was altered, or was sealed for another record
   * @throws SecretStoreUnavailable when no key-encryption key can be used now
   */
  public Secret unseal(SealedSecret sealed, Binding binding) {
    try {
      return open(sealed, binding);
    } catch (SealBroken e) {
      broken.accept(binding, e);
      throw e;
    }
  }

  /** Whether it is wrapped under exactly the present versions of the keys that seal now. */
  boolean isCurrent(SealedSecret sealed) {
    Envelope envelope = Envelope.of(sealed);
    return isUnderTheseKeys(envelope) && isOfPresentVersions(envelope);
  }

  /** Whether it is wrapped under exactly these keys, and by an older version of one of them. */
  boolean isOfOlderVersion(SealedSecret sealed) {
    Envelope envelope = Envelope.of(sealed);
    return isUnderTheseKeys(envelope) && !isOfPresentVersions(envelope);
  }

  private boolean isUnderTheseKeys(Envelope envelope) {
    return envelope.keyIds().equals(keys.stream().map(KeyEncryptionKey::id).toList());
  }

  private boolean isOfPresentVersions(Envelope envelope) {
    return keys.stream()
        .allMatch(key -> key.isCurrent(envelope.wrapOf(key.id()).orElseThrow().wrapped()));
  }

  /**
   * The same secret wrapped under all keys that seal now, and no other. The secret itself isn't
   * opened.
   *
   * @throws SealBroken when it was altered, or was sealed for another record
   * @throws SecretStoreUnavailable when it can't be opened now, or a key can't be used
   */
  SealedSecret rewrap(SealedSecret sealed, Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    Envelope envelope = Envelope.of(sealed);
    try (Secret dataKey = dataKey(envelope, context)) {
      List<Envelope.Wrap> wraps =
          keys.stream()
              .map(key -> new Envelope.Wrap(key.id(), key.wrap(dataKey, context)))
              .toList();
      return envelope.with(wraps).encoded();
    }
  }

  /** Passes if this key opens its wrap of the secret, and it is the right one. */
  void check(KeyEncryptionKey key, SealedSecret sealed, Binding binding) {
    new SecretStore(List.of(key)).unseal(sealed, binding).close();
  }

  private Secret open(SealedSecret sealed, Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    Envelope envelope = Envelope.of(sealed);
    try (Secret dataKey = dataKey(envelope, context)) {
      return DataKeys.decrypt(dataKey, envelope.nonce(), envelope.ciphertext(), context);
    }
  }

  private Secret dataKey(Envelope envelope, byte[] context) {
    Secret dataKey = unwrap(envelope, context);
    byte[] commitment = DataKeys.commitment(dataKey, context);
    if (!MessageDigest.isEqual(commitment, envelope.commitment())) {
      dataKey.close();
      throw new SealBroken("the data key is not the one that the envelope is committed to");
    }
    return dataKey;
  }

  /** By the first key that opens its wrap; a key that can't be used says nothing of tampering. */
  private Secret unwrap(Envelope envelope, byte[] context) {
    List<RuntimeException> failures = new ArrayList<>();
    for (KeyEncryptionKey key : inOrder()) {
      Optional<Envelope.Wrap> wrap = envelope.wrapOf(key.id());
      try {
        if (wrap.isPresent()) {
          return key.unwrap(wrap.get().wrapped(), context);
        }
      } catch (SealBroken | SecretStoreUnavailable e) {
        failures.add(e);
      }
    }
    throw failures.stream()
        .filter(SecretStoreUnavailable.class::isInstance)
        .findFirst()
        .or(() -> failures.stream().findFirst())
        .orElseGet(() -> new SealBroken("the envelope names no key-encryption key of this broker"));
  }

  /** As configured, but those in trouble last: who waits for one waits in vain mostly. */
  private List<KeyEncryptionKey> inOrder() {
    List<KeyEncryptionKey> allowed = allowed(openers);
    if (allowed.stream().noneMatch(SecretStore::isInTrouble)) {
      return allowed;
    }
    return allowed.stream().sorted(Comparator.comparing(SecretStore::isInTrouble)).toList();
  }

  private List<KeyEncryptionKey> allowed(List<KeyEncryptionKey> of) {
    Set<String> refused = retired.get();
    return refused.isEmpty() ? of : of.stream().filter(key -> !refused.contains(key.id())).toList();
  }

  private static boolean isInTrouble(KeyEncryptionKey key) {
    return key instanceof WatchedKey watched && watched.trouble().isPresent();
  }
}
