package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens the secret store at start: the key-encryption key has to open the canary, which also knows
 * the mode that the database was made in. A key is made for an empty database only.
 */
final class OpeningSecretStore {
  static final String CANARY = "canary";
  static final String ROW_MAC = "row-mac";
  static final String CHECKPOINT = "checkpoint";
  private static final String CANARY_TEXT = "the key-encryption key opens this database";

  private final List<KeySource> sealing;
  private final List<KeySource> retiring;
  private final @Nullable SigningKeySource signing;
  private final KeyRegister register;
  private final StoreKeys keys;
  private final Mode mode;

  /**
   * @param sealing in the order in which they are asked to open
   * @param retiring open only
   * @param signing the checkpoints' key; null for one that is sealed in the database
   */
  OpeningSecretStore(
      List<KeySource> sealing,
      List<KeySource> retiring,
      @Nullable SigningKeySource signing,
      KeyRegister register,
      StoreKeys keys,
      Mode mode) {
    this.sealing = List.copyOf(sealing);
    this.retiring = List.copyOf(retiring);
    this.signing = signing;
    this.register = register;
    this.keys = keys;
    this.mode = mode;
  }

  /** What an opened store consists of. */
  static final class Opened implements AutoCloseable {
    private final OpenedKeys keys;
    private final SecretStore store;
    private final HmacRowMac rowMac;
    private final CheckpointSigner checkpointKey;

    Opened(OpenedKeys keys, SecretStore store, HmacRowMac rowMac, CheckpointSigner checkpointKey) {
      this.store = store;
      this.keys = keys;
      this.rowMac = rowMac;
      this.checkpointKey = checkpointKey;
    }

    SecretStore store() {
      return store;
    }

    OpenedKeys keys() {
      return keys;
    }

    HmacRowMac rowMac() {
      return rowMac;
    }

    CheckpointSigner checkpointKey() {
      return checkpointKey;
    }

    @Override
    public void close() {
      keys.close();
    }
  }

  /**
   * Opens it.
   *
   * @throws StartRefused when no key-encryption key can be used, or one doesn't open what it sealed
   */
  Opened open() {
    try {
      boolean first = keys.isDatabaseEmpty();
      FindingKeys found = new FindingKeys(register, first).all(sealing);
      FindingKeys former = new FindingKeys(register, false).any(retiring);
      RetiredKeys retired = new RetiredKeys(register);
      refuseRetired(found.all(), retired);
      SecretStore store = new SecretStore(found.all(), former.all(), retired);
      if (first) {
        makeKeys(store);
      }
      checkCanary(found.usable(), former.usable());
      CheckpointSigner signer = signing == null ? sealedCheckpointKey(store) : signing.find();
      try (Secret key = own(ROW_MAC, store)) {
        return new Opened(
            new OpenedKeys(found.all(), former.all(), retired), store, new HmacRowMac(key), signer);
      }
    } catch (SecretStoreUnavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static String ids(List<WatchedKey> of) {
    return of.stream().map(WatchedKey::id).collect(Collectors.joining(", "));
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

  private CheckpointSigner sealedCheckpointKey(SecretStore store) {
    if (keys.find(CHECKPOINT).isEmpty()) {
      makeCheckpointKey(store);
    }
    try (Secret checkpoint = own(CHECKPOINT, store)) {
      return new SealedCheckpointKey(checkpoint);
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

  private static void refuseRetired(List<WatchedKey> keys, RetiredKeys retired) {
    List<WatchedKey> refused =
        keys.stream().filter(key -> retired.get().contains(key.id())).toList();
    if (!refused.isEmpty()) {
      throw new StartRefused(
          "broker.secret-store.keys names %s, which a rewrap has retired: no key comes back."
              .formatted(ids(refused)));
    }
  }

  /** Each key that the canary is sealed under has to open it, and at least one is. */
  private void checkCanary(List<WatchedKey> usable, List<WatchedKey> former) {
    SealedSecret canary = stored(CANARY);
    List<WatchedKey> named =
        Stream.concat(usable.stream(), former.stream())
            .filter(key -> Envelope.of(canary).wrapOf(key.id()).isPresent())
            .toList();
    named.forEach(key -> checkCanary(key, canary));
    if (named.isEmpty()) {
      throw new StartRefused(
          "this database was sealed under %s, and broker.secret-store.keys is %s: name the former in broker.secret-store.retiring, until `broker secret-store rewrap` has moved everything."
              .formatted(String.join(", ", Envelope.of(canary).keyIds()), ids(usable)));
    }
  }

  private void checkCanary(WatchedKey key, SealedSecret canary) {
    SecretStore alone = new SecretStore(List.of(key));
    for (Mode made : Mode.values()) {
      if (opens(alone, canary, binding(CANARY, made))) {
        if (made != mode) {
          throw new StartRefused(
              "this database was made with broker.mode=%s and never opens with broker.mode=%s."
                  .formatted(name(made), name(mode)));
        }
        return;
      }
    }
    throw new StartRefused(
        key.id()
            + " is not the key that this database was sealed under: bring back the one that"
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

  static Binding binding(String name, Mode mode) {
    return new Binding("broker-key", name, name(mode), name, 1);
  }

  private static String name(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
