package dev.teambroker.server.secretstore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeyEncryptionKeyContract;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of keys in Transit, in the fake and in a real Vault or OpenBao alike. */
abstract class TransitContract extends KeyEncryptionKeyContract {
  private static final byte[] CONTEXT = {1, 2, 3};
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final String name = "broker-test-" + UUID.randomUUID();
  private VaultAdmin admin;
  private KeyEncryptionKey key;
  private KeyEncryptionKey other;

  abstract VaultUnderTest vault();

  @BeforeEach
  void makeKeys() {
    admin = VaultAdmin.of(vault());
    admin.mountsTransit();
    key = made(name);
    other = made(name + "-other");
  }

  private KeyEncryptionKey made(String called) {
    KeySource source = source(VaultAdmin.token(vault(), vault().tokenFile()), called);
    source.create();
    return source.find().orElseThrow();
  }

  private static KeySource source(VaultSettings settings, String called) {
    return new VaultBackend(settings, Map.of(), InstantSource.system())
        .source("vault:transit/" + called);
  }

  @Override
  protected KeyEncryptionKey key() {
    return key;
  }

  @Override
  protected KeyEncryptionKey otherKey() {
    return other;
  }

  @Test
  void opensWhatAnOlderVersionMadeAndKnowsThatItIsOne() {
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      byte[] old = key.wrap(dataKey, CONTEXT);
      assertThat(key.isCurrent(old)).isTrue();
      admin.rotates(name);
      byte[] fresh = key.wrap(dataKey, CONTEXT);

      assertThat(key.isCurrent(old)).isFalse();
      assertThat(key.isCurrent(fresh)).isTrue();
      assertThat(key.unwrap(old, CONTEXT)).isEqualTo(dataKey);
      assertThat(key.unwrap(fresh, CONTEXT)).isEqualTo(dataKey);
    }
  }

  @Test
  void saysThatMinDecryptionVersionWasRaisedTooEarly() {
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      byte[] old = key.wrap(dataKey, CONTEXT);
      admin.rotates(name);
      admin.opensFrom(name, 2);

      assertThatThrownBy(() -> key.unwrap(old, CONTEXT))
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("its min_decryption_version was raised");
      admin.opensFrom(name, 1);
      assertThat(key.unwrap(old, CONTEXT)).isEqualTo(dataKey);
    }
  }

  @Test
  void saysThatTheKeyIsMissing() {
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      byte[] wrapped = key.wrap(dataKey, CONTEXT);
      admin.deletes(name);

      assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("has no key transit/" + name);
      assertThatThrownBy(() -> source(VaultAdmin.token(vault(), vault().tokenFile()), name).find())
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("has no key transit/" + name);
    }
  }

  @Test
  void needsNoMoreThanThePolicyThatTheCeremonyPrints() {
    KeyEncryptionKey limited = source(limited(), name).find().orElseThrow();

    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      assertThat(limited.unwrap(limited.wrap(dataKey, CONTEXT), CONTEXT)).isEqualTo(dataKey);
    }
    assertDenied(() -> source(limited(), name).destroy());
    assertDenied(() -> source(limited(), name + "-other").find());
    assertDenied(() -> source(limited(), name + "-new").create());
  }

  private VaultSettings limited() {
    String called = "broker-test-" + UUID.randomUUID();
    admin.writesPolicy(called, printedPolicy());
    return VaultAdmin.token(vault(), admin.token(called, "1h", folder.resolve(called)));
  }

  private String printedPolicy() {
    List<String> told =
        source(VaultAdmin.token(vault(), vault().tokenFile()), name + "-" + UUID.randomUUID())
            .create();
    return told.stream()
        .filter(line -> line.startsWith("path "))
        .map(line -> line.replaceFirst(name + "-[0-9a-f-]{36}", name))
        .collect(Collectors.joining("\n"));
  }

  private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("denies the broker's token the key");
  }

  @Test
  void refusesAKeyThatMayLeaveVault() {
    admin.makesExportableKey(name + "-exportable");

    assertThatThrownBy(
            () ->
                source(VaultAdmin.token(vault(), vault().tokenFile()), name + "-exportable").find())
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("may leave Vault (exportable, allow_plaintext_backup)");
  }

  @Test
  void destroysAKeyAndMakesNoneOverOneThatIsThere() {
    KeySource source = source(VaultAdmin.token(vault(), vault().tokenFile()), name + "-other");
    assertThatThrownBy(source::create)
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("is there already");
    source.destroy();
    assertThatThrownBy(source::find)
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("has no key");
  }

  @Test
  void logsInByAppRoleAndAnewWhenItsTokenIsRefused() {
    admin.enablesAppRole();
    admin.writesPolicy(name, printedPolicy());
    String role = admin.appRole(name, name);
    Path secretId = admin.secretId(name, folder.resolve("secret-id"));
    VaultSettings settings = VaultAdmin.appRole(vault(), role, secretId, TIMEOUT);

    KeyEncryptionKey mine = source(settings, name).find().orElseThrow();

    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      assertThat(mine.unwrap(mine.wrap(dataKey, CONTEXT), CONTEXT)).isEqualTo(dataKey);
    }
    VaultAdmin.written(secretId, "00000000-0000-0000-0000-000000000000");
    assertThatThrownBy(() -> source(settings, name).find())
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("refused the AppRole's secret id")
        .hasMessageNotContaining("00000000-0000");
  }

  @Test
  void takesATokenThatWasReplacedInItsFileAndSaysWhenItIsRefused() {
    admin.writesPolicy(name, printedPolicy());
    Path token = admin.token(name, "1h", folder.resolve("token"));
    KeyEncryptionKey mine = source(VaultAdmin.token(vault(), token), name).find().orElseThrow();
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      admin.revokes(token);
      assertThatThrownBy(() -> mine.wrap(dataKey, CONTEXT))
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("refused the broker's token");
      admin.token(name, "1h", token);
      assertThat(mine.unwrap(mine.wrap(dataKey, CONTEXT), CONTEXT)).isEqualTo(dataKey);
    }
  }
}
