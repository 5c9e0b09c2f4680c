package dev.teambroker.server.secretstore;

import java.util.List;
import java.util.Optional;

/** Where a key-encryption key comes from. */
public interface KeySource {
  /**
   * The key that is there, or nothing where none was ever made.
   *
   * @throws SecretStoreUnavailable when there is one that can't be opened, or nobody knows
   */
  Optional<KeyEncryptionKey> find();

  /** Makes a key; never over one that is there. For an empty database only. */
  KeyEncryptionKey make();

  /**
   * Makes a key in a ceremony; never over one that is there.
   *
   * @return what to write down, a line each
   */
  List<String> create();

  /** Destroys the key for good; who calls it knows that nothing needs it. */
  void destroy();

  /**
   * The key without asking whether it is there, for a start while its backend is out of reach;
   * nothing where the key is no more than what {@link #find} reads.
   */
  default Optional<KeyEncryptionKey> later() {
    return Optional.empty();
  }

  /** Where it is, for messages: such as {@code the keystore /var/lib/broker/keystore.p12}. */
  String place();

  /** What to do when it is missing, for messages. */
  String remedy();
}
