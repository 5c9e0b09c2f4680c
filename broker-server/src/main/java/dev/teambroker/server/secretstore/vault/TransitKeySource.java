package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.SecretAnswer;
import dev.teambroker.server.web.SecretBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key of Transit: made in a ceremony, with a token that may do that, never by a start. */
final class TransitKeySource implements KeySource {
  private static final Set<String> TYPES =
      Set.of("aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305");
  private static final long YEAR = 365L * 24 * 3600;

  private final TransitName name;
  private final VaultConnection vault;
  private final TransitKey key;

  TransitKeySource(TransitName name, VaultConnection vault, TransitKey key) {
    this.name = name;
    this.vault = vault;
    this.key = key;
  }

  @Override
  public Optional<KeyEncryptionKey> find() {
    checkKind();
    key.check();
    return Optional.of(key);
  }

  @Override
  public Optional<KeyEncryptionKey> later() {
    return Optional.of(key);
  }

  private void checkKind() {
    VaultAnswer answer = read();
    if (!(answer instanceof VaultAnswer.Done done)) {
      throw key.trouble(answer);
    }
    try (done) {
      SecretAnswer is = done.body();
      String type = is.text("data/type").orElse("");
      if (!TYPES.contains(type) || is.isTrue("data/derived")) {
        throw new SecretStoreUnavailable(
            "%s is of type %s%s: one of %s that isn't derived is needed"
                .formatted(place(), type, is.isTrue("data/derived") ? ", derived" : "", TYPES));
      }
      if (is.isTrue("data/exportable") || is.isTrue("data/allow_plaintext_backup")) {
        throw new SecretStoreUnavailable(
            place()
                + " may leave Vault (exportable, allow_plaintext_backup): make one that may not");
      }
    }
  }

  private VaultAnswer read() {
    return vault.call((http, token, timeout) -> http.get(name.path("keys"), token, timeout));
  }

  @Override
  public KeyEncryptionKey make() {
    throw new SecretStoreUnavailable(place() + " is not there: " + remedy());
  }

  @Override
  public List<String> create() {
    VaultAnswer before = read();
    if (before instanceof VaultAnswer.Done done) {
      done.close();
      throw new SecretStoreUnavailable(place() + " is there already");
    }
    VaultAnswer answer =
        vault.call(
            (http, token, timeout) -> {
              try (SecretBody body =
                  new SecretBody()
                      .with("type", "aes256-gcm96")
                      .with("exportable", false)
                      .with("allow_plaintext_backup", false)
                      .with("auto_rotate_period", YEAR)) {
                return http.post(name.path("keys"), token, body, timeout);
              }
            });
    if (!(answer instanceof VaultAnswer.Done done)) {
      throw new SecretStoreUnavailable(
          key.trouble(answer).getMessage()
              + "; making a key takes a token that may create and update "
              + name.path("keys"));
    }
    done.close();
    return told();
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    told.add("%s, AES-256, which never leaves it, with a new version each year".formatted(place()));
    told.add("the policy of the broker's token, which needs no more:");
    told.add("");
    policy().lines().forEach(told::add);
    told.add("");
    told.add("the backup of Vault's storage is the key's backup: test that it can be restored");
    told.add("name it in broker.secret-store.keys as vault:" + name.path());
    return told;
  }

  String policy() {
    return """
        path "%s" { capabilities = ["update"] }
        path "%s" { capabilities = ["update"] }
        path "%s" { capabilities = ["read"] }
        """
        .formatted(name.path("encrypt"), name.path("decrypt"), name.path("keys"));
  }

  @Override
  public void destroy() {
    VaultAnswer allowed =
        vault.call(
            (http, token, timeout) -> {
              try (SecretBody body = new SecretBody().with("deletion_allowed", true)) {
                return http.post(name.path("keys") + "/config", token, body, timeout);
              }
            });
    VaultAnswer answer =
        allowed instanceof VaultAnswer.Done
            ? vault.call((http, token, timeout) -> http.delete(name.path("keys"), token, timeout))
            : allowed;
    if (!(answer instanceof VaultAnswer.Done done)) {
      throw new SecretStoreUnavailable(
          "%s; nothing needs the key any more: give the command a token that may update %s/config and delete %s"
              .formatted(key.trouble(answer).getMessage(), name.path("keys"), name.path("keys")));
    }
    done.close();
  }

  @Override
  public String place() {
    return "the key " + name.path() + " of " + vault.place();
  }

  @Override
  public String remedy() {
    return "make it by `broker secret-store ceremony create`, or restore Vault's storage";
  }
}
