package dev.teambroker.server.secretstore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.signin.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's token: how it comes, how long it lives, and what follows when it is refused. */
class VaultSessionTest {
  private static final byte[] CONTEXT = {1};
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final FakeVault vault = FakeVault.start(clock);
  private final VaultAdmin admin = VaultAdmin.of(vault);
  private final Secret dataKey = Secret.of("a data key of 32 bytes, no less.");
  private Path secretId;
  private VaultSettings appRole;

  @BeforeEach
  void makeRole() {
    admin.makesKey("kek");
    admin.writesPolicy(
        "broker",
        """
        path "transit/encrypt/kek" { capabilities = ["update"] }
        path "transit/decrypt/kek" { capabilities = ["update"] }
        path "transit/keys/kek" { capabilities = ["read"] }
        """);
    String role = admin.appRole("broker", "broker");
    secretId = admin.secretId("broker", folder.resolve("secret-id"));
    appRole = VaultAdmin.appRole(vault, role, secretId, TIMEOUT);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void isRenewedBeforeItEndsAndReplacedAtTheEndOfItsTime() {
    KeyEncryptionKey key = opened(appRole);
    assertThat(vault.auth().logins).hasValue(1);
    clock.pass(Duration.ofMinutes(39));
    assertUsable(key);
    assertThat(vault.auth().renewals).hasValue(0);
    clock.pass(Duration.ofMinutes(2));
    assertUsable(key);
    assertThat(vault.auth().renewals).hasValue(1);
    assertThat(vault.auth().logins).hasValue(1);
    for (int i = 0; i < 10; i++) {
      clock.pass(Duration.ofMinutes(15));
      assertUsable(key);
    }
    assertThat(vault.auth().logins).as("two hours at most").hasValueBetween(2, 3);
    clock.pass(Duration.ofDays(1));
    assertUsable(key);
  }

  @Test
  void servesOnWhileARenewalFails() {
    KeyEncryptionKey key = opened(appRole);
    clock.pass(Duration.ofMinutes(41));
    vault.next(500, "internal error");
    assertUsable(key);
    assertThat(vault.auth().renewals).hasValue(0);
    clock.pass(Duration.ofSeconds(11));
    assertUsable(key);
    assertThat(vault.auth().renewals).hasValue(1);
  }

  @Test
  void logsInAnewWhenVaultHasForgottenTheToken() {
    KeyEncryptionKey key = opened(appRole);
    vault.auth().revokeTokens();

    assertUsable(key);

    assertThat(vault.auth().logins).hasValue(2);
  }

  @Test
  void showsARefusedSecretIdOnceAndAnotherOneAtOnce() {
    String right = read(secretId);
    VaultAdmin.written(secretId, "not-this-one");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> opened(appRole, 1))
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("the AppRole's secret id")
          .hasMessageNotContaining("not-this-one");
    }
    VaultBackend backend = new VaultBackend(appRole, Map.of(), clock);
    int before = vault.auth().refusedLogins.get();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> backend.source("vault:transit/kek").find())
          .isInstanceOf(SecretStoreUnavailable.class);
    }
    assertThat(vault.auth().refusedLogins).hasValue(before + 1);
    clock.pass(VaultSession.REFUSED_FOR);
    assertThatThrownBy(() -> backend.source("vault:transit/kek").find())
        .isInstanceOf(SecretStoreUnavailable.class);
    assertThat(vault.auth().refusedLogins).hasValue(before + 2);

    VaultAdmin.written(secretId, right);
    assertUsable(backend.source("vault:transit/kek").find().orElseThrow());
  }

  @Test
  void logsInByAPodsServiceAccount() throws Exception {
    Path token = Files.writeString(folder.resolve("jwt"), FakeAuth.SERVICE_ACCOUNT + "\n");
    VaultSettings pod = kubernetes(token);
    assertUsable(opened(pod));

    Files.writeString(token, "another.service.account");
    assertThatThrownBy(() -> opened(pod))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("refused the pod's service account token")
        .hasMessageNotContaining("another.service");
  }

  private VaultSettings kubernetes(Path token) {
    return new VaultSettings(
        vault.address(),
        null,
        vault.authorities(),
        null,
        null,
        VaultSettings.Auth.KUBERNETES,
        null,
        null,
        null,
        null,
        "broker",
        token,
        TIMEOUT,
        8);
  }

  @Test
  void refusesFilesThatOthersMayReadAndSaysWhatIsMissing() throws Exception {
    Files.setPosixFilePermissions(secretId, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> opened(appRole))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("is open to others (rw-r--r--): chmod 600 it");

    VaultSettings nothing = VaultAdmin.token(vault.address(), vault, null, TIMEOUT);
    assertThatThrownBy(() -> opened(nothing))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("set broker.secret-store.vault.token-file, or BROKER_VAULT_TOKEN");
    assertUsable(
        new VaultBackend(nothing, Map.of(VaultLogin.TOKEN_VARIABLE, read(vault.tokenFile())), clock)
            .source("vault:transit/kek")
            .find()
            .orElseThrow());
  }

  @Test
  void warnsOfATokenThatEndsAndCannotBeReplaced() {
    VaultHttp http = new VaultHttp(vault.address(), null, new VaultTls(appRole));
    Path file = VaultAdmin.written(folder.resolve("given"), "not-renewable");
    vault.auth().adds("not-renewable", "broker", clock.instant().plus(Duration.ofHours(1)));
    VaultSession session =
        new VaultSession(http, VaultLogin.of(VaultAdmin.token(vault, file), Map.of()), clock);
    session.token(TIMEOUT).close();

    assertThat(session.warning().orElseThrow())
        .contains("can't be renewed, and ends at " + clock.instant().plus(Duration.ofHours(1)));
  }

  private KeyEncryptionKey opened(VaultSettings settings) {
    return opened(settings, 1);
  }

  private KeyEncryptionKey opened(VaultSettings settings, int times) {
    KeyEncryptionKey key =
        new VaultBackend(settings, Map.of(), clock)
            .source("vault:transit/kek")
            .find()
            .orElseThrow();
    for (int i = 0; i < times; i++) {
      assertUsable(key);
    }
    return key;
  }

  private void assertUsable(KeyEncryptionKey key) {
    try (Secret opened = key.unwrap(key.wrap(dataKey, CONTEXT), CONTEXT)) {
      assertThat(opened).isEqualTo(dataKey);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
