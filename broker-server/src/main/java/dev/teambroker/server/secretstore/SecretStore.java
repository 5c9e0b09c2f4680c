package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Seals secrets and opens them again. Each secret has a data key of its own, which is wrapped under
 * every key-encryption key there is; any one of them opens it.
 *
 * <p>Thread-safe. A call may go to an HSM or over the network: never call it inside a database
 * transaction.
 */
public final class SecretStore {
  private final List<KeyEncryptionKey> keys;
  private final BiConsumer<Binding, SealBroken> broken;

  SecretStore(List<KeyEncryptionKey> keys) {
    this(keys, (binding, seal) -> {});
  }

  private SecretStore(List<KeyEncryptionKey> keys, BiConsumer<Binding, SealBroken> broken) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one key-encryption key is needed");
    }
    this.keys = List.copyOf(keys);
    this.broken = broken;
  }

  /** The same, which also tells of each seal that it finds broken. */
  SecretStore telling(BiConsumer<Binding, SealBroken> of) {
    return new SecretStore(keys, of);
  }

  /**
   * Seals a secret for the record that the binding names. The plaintext stays the caller's to
   * close.
   *
   * @throws SecretStoreUnavailable when a key-encryption key can't be used
   */
  public SealedSecret seal(Secret plaintext, Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    byte[] nonce = DataKeys.freshNonce();
    try (Secret dataKey = DataKeys.fresh()) {
      List<Envelope.Wrap> wraps =
          keys.stream()
              .map(key -> new Envelope.Wrap(key.id(), key.wrap(dataKey, context)))
              .toList();
      byte[] ciphertext =
          plaintext.reveal(bytes -> DataKeys.encrypt(dataKey, nonce, bytes, context));
      byte[] commitment = DataKeys.commitment(dataKey, context);
      return new Envelope(wraps, commitment, nonce, ciphertext).encoded();
    }
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

  private Secret open(SealedSecret sealed, Binding binding) {
    byte[] context = binding.associatedData(Envelope.FORMAT);
    Envelope envelope = Envelope.of(sealed);
    try (Secret dataKey = unwrap(envelope, context)) {
      byte[] commitment = DataKeys.commitment(dataKey, context);
      if (!MessageDigest.isEqual(commitment, envelope.commitment())) {
        throw new SealBroken("the data key is not the one that the envelope is committed to");
      }
      return DataKeys.decrypt(dataKey, envelope.nonce(), envelope.ciphertext(), context);
    }
  }

  /** By the first key that opens its wrap; a key that can't be used says nothing of tampering. */
  private Secret unwrap(Envelope envelope, byte[] context) {
    List<RuntimeException> failures = new ArrayList<>();
    for (Envelope.Wrap wrap : envelope.wraps()) {
      Optional<KeyEncryptionKey> key =
          keys.stream().filter(k -> k.id().equals(wrap.keyId())).findFirst();
      try {
        if (key.isPresent()) {
          return key.get().unwrap(wrap.wrapped(), context);
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
}
