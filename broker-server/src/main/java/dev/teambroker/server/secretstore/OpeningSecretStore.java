package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Opens the secret store at start: the key-encryption key has to open the canary, which also knows
 * the mode that the database was made in. A key is made for an empty database only.
 */
final class OpeningSecretStore {
  static final String CANARY = "canary";
  static final String ROW_MAC = "row-mac";
  static final String CHECKPOINT = "checkpoint";
  private static final String CANARY_TEXT = "the key-encryption key opens this database";

  private final KeySource source;
  private final StoreKeys keys;
  private final Mode mode;

  OpeningSecretStore(KeySource source, StoreKeys keys, Mode mode) {
    this.source = source;
    this.keys = keys;
    this.mode = mode;
  }

  /** What an opened store consists of. */
  static final class Opened {
    private final SecretStore store;
    private final HmacRowMac rowMac;
    private final SealedCheckpointKey checkpointKey;

    Opened(SecretStore store, HmacRowMac rowMac, SealedCheckpointKey checkpointKey) {
      this.store = store;
      this.rowMac = rowMac;
      this.checkpointKey = checkpointKey;
    }

    SecretStore store() {
      return store;
    }

    HmacRowMac rowMac() {
      return rowMac;
    }

    SealedCheckpointKey checkpointKey() {
      return checkpointKey;
    }
  }

  /**
   * Opens it.
   *
   * @throws StartRefused when the key-encryption key is missing or does not open the database
   */
  Opened open() {
    try {
      SecretStore store = new SecretStore(List.of(keyEncryptionKey()));
      if (keys.isDatabaseEmpty()) {
        makeKeys(store);
      }
      checkCanary(store);
      if (keys.find(CHECKPOINT).isEmpty()) {
        makeCheckpointKey(store);
      }
      try (Secret key = own(ROW_MAC, store);
          Secret checkpoint = own(CHECKPOINT, store)) {
        return new Opened(store, new HmacRowMac(key), new SealedCheckpointKey(checkpoint));
      }
    } catch (SecretStoreUnavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private KeyEncryptionKey keyEncryptionKey() {
    return source
        .find()
        .orElseGet(
            () -> {
              if (keys.isDatabaseEmpty()) {
                return source.make();
              }
              throw new StartRefused(
                  source.place()
                      + " is missing, and the database holds secrets that only its key opens:"
                      + " bring the keystore and its passphrase back from their backup, or set"
                      + " broker.secret-store.keystore.file to where they are.");
            });
  }

  private void makeKeys(SecretStore store) {
    try (Secret canary = Secret.of(CANARY_TEXT);
        Secret rowMac = DataKeys.fresh()) {
      keys.addFirst(
          Map.of(
              CANARY, store.seal(canary, binding(CANARY, mode)),
              ROW_MAC, store.seal(rowMac, binding(ROW_MAC, mode))));
    }
  }

  /**
   * A database may be older than this key. Where it was lost instead, the checkpoints that the lost
   * one has signed stop the start.
   */
  private void makeCheckpointKey(SecretStore store) {
    try (Secret fresh = SealedCheckpointKey.fresh()) {
      keys.addMissing(CHECKPOINT, store.seal(fresh, binding(CHECKPOINT, mode)));
    }
  }

  private void checkCanary(SecretStore store) {
    SealedSecret canary = stored(CANARY);
    for (Mode made : Mode.values()) {
      if (opens(store, canary, binding(CANARY, made))) {
        if (made != mode) {
          throw new StartRefused(
              "this database was made with broker.mode=%s and never opens with broker.mode=%s."
                  .formatted(name(made), name(mode)));
        }
        return;
      }
    }
    throw new StartRefused(
        source.place()
            + " does not hold the key that this database was sealed under: bring back the one that"
            + " belongs to it.");
  }

  private static boolean opens(SecretStore store, SealedSecret canary, Binding binding) {
    try (Secret opened = store.unseal(canary, binding);
        Secret expected = Secret.of(CANARY_TEXT)) {
      return opened.equals(expected);
    } catch (SealBroken e) {
      return false;
    }
  }

  private Secret own(String name, SecretStore store) {
    try {
      return store.unseal(stored(name), binding(name, mode));
    } catch (SealBroken e) {
      throw new StartRefused("the database's " + name + " key was altered: " + e.getMessage(), e);
    }
  }

  private SealedSecret stored(String name) {
    return keys.find(name)
        .orElseThrow(
            () ->
                new StartRefused(
                    "the database has lost its "
                        + name
                        + " key (table broker.secret_store_key): restore it from a backup."));
  }

  private static Binding binding(String name, Mode mode) {
    return new Binding("broker-key", name, name(mode), name, 1);
  }

  private static String name(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
