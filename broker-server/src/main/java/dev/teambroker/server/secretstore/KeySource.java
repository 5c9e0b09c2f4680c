package dev.teambroker.server.secretstore;

import java.util.Optional;

/** Where a key-encryption key comes from; one implementation a backend. */
public interface KeySource {
  /**
   * The key that is there, or nothing where none was ever made.
   *
   * @throws SecretStoreUnavailable when there is one that can't be opened
   */
  Optional<KeyEncryptionKey> find();

  /** Makes a key; never over one that is there. For an empty database only. */
  KeyEncryptionKey make();

  /** Where it is, for messages: such as {@code the keystore /var/lib/broker/keystore.p12}. */
  String place();
}
