package dev.teambroker.server.secretstore.vault;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.SecretBody;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of Transit. The wrap is the version that made it, in four bytes, and what stands behind
 * {@code vault:vN:}: so one ciphertext has one form alone, where Vault reads several as the same.
 */
final class TransitKey implements KeyEncryptionKey {
  private static final Pattern CIPHERTEXT =
      Pattern.compile("vault:v([1-9]\\d{0,8}):([A-Za-z0-9+/]+={0,2})");
  private static final byte[] OF_CANARY = {0};
  private static final int KEY_BYTES = 32;

  /** A version, a nonce, a tag. */
  private static final int LEAST = Integer.BYTES + 12 + 16;

  private final TransitName name;
  private final String id;
  private final VaultConnection vault;
  private volatile int latest;
  private volatile byte @Nullable [] canary;

  TransitKey(TransitName name, @Nullable String namespace, VaultConnection vault) {
    this.name = name;
    this.id = "vault/" + (namespace == null ? "" : namespace + "/") + name.path();
    this.vault = vault;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    VaultAnswer answer =
        vault.call(
            (http, token, timeout) -> {
              try (SecretBody body =
                  new SecretBody()
                      .withBase64("plaintext", dataKey)
                      .withBase64("associated_data", context)) {
                return http.post(name.path("encrypt"), token, body, timeout);
              }
            });
    if (answer instanceof VaultAnswer.Done done) {
      try (done) {
        return wrapOf(done.body().text("data/ciphertext").orElse(""));
      }
    }
    throw trouble(answer);
  }

  private byte[] wrapOf(String ciphertext) {
    Matcher parts = CIPHERTEXT.matcher(ciphertext);
    if (!parts.matches()) {
      throw new SecretStoreUnavailable(
          vault.place() + " wraps in a form that isn't Transit's own (version_template?)");
    }
    byte[] sealed = Base64.getDecoder().decode(parts.group(2));
    int version = Integer.parseInt(parts.group(1));
    latest = Math.max(latest, version);
    return ByteBuffer.allocate(Integer.BYTES + sealed.length).putInt(version).put(sealed).array();
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    VaultAnswer answer = decrypted(wrapped, context);
    if (answer instanceof VaultAnswer.Done done) {
      return opened(done);
    }
    if (isMaybeAltered(answer) && opensItsCanary()) {
      throw new SealBroken("the wrapped key was altered or belongs to another record");
    }
    throw trouble(answer);
  }

  private VaultAnswer decrypted(byte[] wrapped, byte[] context) {
    if (wrapped.length < LEAST || ByteBuffer.wrap(wrapped).getInt() < 1) {
      throw new SealBroken("the wrapped key is cut short or has no version");
    }
    String ciphertext = ciphertext(wrapped);
    return vault.call(
        (http, token, timeout) -> {
          try (SecretBody body =
              new SecretBody()
                  .with("ciphertext", ciphertext)
                  .withBase64("associated_data", context)) {
            return http.post(name.path("decrypt"), token, body, timeout);
          }
        });
  }

  private static String ciphertext(byte[] wrapped) {
    ByteBuffer in = ByteBuffer.wrap(wrapped);
    int version = in.getInt();
    byte[] sealed = new byte[in.remaining()];
    in.get(sealed);
    return "vault:v" + version + ":" + Base64.getEncoder().encodeToString(sealed);
  }

  private Secret opened(VaultAnswer.Done done) {
    try (done) {
      return done.body()
          .decoded("data/plaintext")
          .orElseThrow(
              () -> new SecretStoreUnavailable(vault.place() + " answered without a plaintext"));
    }
  }

  /** Transit refuses with 400 whatever doesn't open, and also a key that is not there. */
  private static boolean isMaybeAltered(VaultAnswer answer) {
    return answer instanceof VaultAnswer.Refused refused
        && refused.status() == 400
        && !refused.says("key not found")
        && !refused.says("too old");
  }

  /** Tells a wrap that Transit can't open from a key that can't be used. */
  private boolean opensItsCanary() {
    byte[] sealed = canary;
    if (sealed == null) {
      return false;
    }
    if (decrypted(sealed, OF_CANARY) instanceof VaultAnswer.Done done) {
      done.close();
      return true;
    }
    return false;
  }

  /**
   * Passes if the key wraps and opens now, and binds the context.
   *
   * @throws SecretStoreUnavailable when it doesn't
   */
  void check() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    try (Secret known = Secret.takeFrom(random)) {
      byte[] sealed = wrap(known, OF_CANARY);
      canary = sealed;
      unwrap(sealed, OF_CANARY).close();
      if (decrypted(sealed, new byte[] {1}) instanceof VaultAnswer.Done done) {
        done.close();
        throw new SecretStoreUnavailable(
            vault.place() + " doesn't know associated_data: a newer Transit is needed");
      }
    }
  }

  SecretStoreUnavailable trouble(VaultAnswer answer) {
    if (!(answer instanceof VaultAnswer.Refused refused)) {
      return VaultTrouble.of(vault.place(), answer);
    }
    if (refused.status() == 403) {
      return new SecretStoreUnavailable(
          "%s denies the broker's token the key %s (%s): its policy has to allow update on %s and %s, and read on %s"
              .formatted(
                  vault.place(),
                  name.path(),
                  refused.errors(),
                  name.path("encrypt"),
                  name.path("decrypt"),
                  name.path("keys")));
    }
    if (refused.status() == 404 || refused.says("key not found")) {
      return new SecretStoreUnavailable(
          "%s has no key %s (%s)".formatted(vault.place(), name.path(), refused.errors()));
    }
    if (refused.says("too old")) {
      return new SecretStoreUnavailable(
          "%s doesn't open what older versions of %s made: its min_decryption_version was raised before `broker secret-store rewrap` had moved everything; lower it again"
              .formatted(vault.place(), name.path()));
    }
    return VaultTrouble.of(vault.place(), refused);
  }

  @Override
  public boolean isCurrent(byte[] wrapped) {
    return wrapped.length >= Integer.BYTES && ByteBuffer.wrap(wrapped).getInt() >= latest;
  }

  @Override
  public Optional<Instant> versionSince() {
    VaultAnswer answer =
        vault.call((http, token, timeout) -> http.get(name.path("keys"), token, timeout));
    if (!(answer instanceof VaultAnswer.Done done)) {
      throw trouble(answer);
    }
    try (done) {
      return done.body()
          .number("data/latest_version")
          .flatMap(version -> done.body().number("data/keys/" + version))
          .map(Instant::ofEpochSecond);
    }
  }

  @Override
  public Optional<String> warning() {
    return vault.warning();
  }
}
