package dev.teambroker.server.secretstore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.tls.PemFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Vault that doesn't do it: told apart, and good again without a restart. */
class VaultTroubleTest {
  private static final byte[] CONTEXT = {1};
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private final FakeVault vault = FakeVault.start();
  private final Secret dataKey = Secret.of("a data key of 32 bytes, no less.");
  private KeyEncryptionKey key;
  private byte[] wrapped;

  @BeforeEach
  void open() {
    VaultAdmin.of(vault).makesKey("kek");
    key = opened(VaultAdmin.token(vault.address(), vault, vault.tokenFile(), TIMEOUT));
    wrapped = key.wrap(dataKey, CONTEXT);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void saysThatVaultIsSealed() {
    vault.seal();
    assertRefused("is sealed: its operators unseal it");
    vault.unseal();
    assertOpens();
  }

  @Test
  void saysThatItIsAStandby() {
    vault.always(500, "local node not active but active cluster node not found");
    assertRefused("is a standby that doesn't pass the call on");
    vault.always(307);
    assertRefused("is a standby that doesn't pass the call on");
    vault.answersAgain();
    assertOpens();
  }

  @Test
  void asksAgainAtItsRateLimitAndSaysSoWhenItGoesOn() {
    vault.next(429, "request path \"transit/decrypt/kek\": rate limit quota exceeded");
    assertOpens();
    vault.always(429, "request path \"transit/decrypt/kek\": rate limit quota exceeded");
    assertRefused("takes no more calls at this rate");
    vault.answersAgain();
    assertOpens();
  }

  @Test
  void asksAgainAfterAFault() {
    vault.next(502);
    assertOpens();
    vault.next(412, "required index state not present");
    assertOpens();
  }

  @Test
  void tellsAnAlteredWrapByItsCanaryAlone() {
    vault.next(400, "something new that nobody knows");
    vault.next(400, "something new that nobody knows");
    assertRefused("answered 400 (something new that nobody knows)");
    assertOpens();
  }

  @Test
  void refusesATransitThatIgnoresWhatTheWrapIsBoundTo() {
    vault.ignoresAssociatedData();

    assertThatThrownBy(
            () -> opened(VaultAdmin.token(vault.address(), vault, vault.tokenFile(), TIMEOUT)))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("doesn't know associated_data");
  }

  @Test
  void speaksInItsNamespaceAlone() {
    vault.isInNamespace("team/a");
    assertRefused("has no key transit/kek");
    assertThat(opened(settings("team/a", null)).id()).isEqualTo("vault/team/a/transit/kek");
  }

  @Test
  void showsItsCertificateWhereOneIsAskedFor() throws Exception {
    PemFiles mine =
        PemFiles.in(
            Files.createDirectory(folder.resolve("mine")),
            InstantSource.system().instant(),
            Duration.ofDays(1));
    PemFiles other =
        PemFiles.in(
            Files.createDirectory(folder.resolve("other")),
            InstantSource.system().instant(),
            Duration.ofDays(1));
    try (FakeVault strict = FakeVault.forClient(mine)) {
      strict.transit().makes("kek");
      assertThat(opened(settings(strict, mine)).id()).isEqualTo("vault/transit/kek");
      assertThatThrownBy(() -> opened(settings(strict, other)))
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("can't be asked");
      assertThatThrownBy(() -> opened(settings(strict, null)))
          .isInstanceOf(SecretStoreUnavailable.class);
    }
  }

  @Test
  void trustsItsOwnAuthoritiesAlone() throws Exception {
    PemFiles other = PemFiles.in(folder, InstantSource.system().instant(), Duration.ofDays(1));
    VaultSettings wrong =
        new VaultSettings(
            vault.address(),
            null,
            other.chain(),
            null,
            null,
            VaultSettings.Auth.TOKEN,
            null,
            vault.tokenFile(),
            null,
            null,
            null,
            Path.of("/none"),
            TIMEOUT,
            8);

    assertThatThrownBy(() -> opened(wrong))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("TLS: ");
  }

  @Test
  void takesNoPlainAddressOfAnotherMachineAndNoPath() {
    for (String address :
        new String[] {"http://vault.example.com:8200", "https://vault.example.com/v1", "ftp://x"}) {
      assertThatThrownBy(
              () -> VaultAdmin.token(URI.create(address), vault, vault.tokenFile(), TIMEOUT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("broker.secret-store.vault.address takes an https address");
    }
    for (String name : new String[] {"vault:kek", "vault:", "vault:a/../b", "vault:transit/"}) {
      assertThatThrownBy(() -> TransitName.of(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("as in vault:transit/broker");
    }
  }

  private VaultSettings settings(@Nullable String namespace, @Nullable PemFiles shown) {
    return settings(vault, namespace, shown);
  }

  private static VaultSettings settings(FakeVault of, @Nullable PemFiles shown) {
    return settings(of, null, shown);
  }

  private static VaultSettings settings(
      FakeVault of, @Nullable String namespace, @Nullable PemFiles shown) {
    return new VaultSettings(
        of.address(),
        namespace,
        of.authorities(),
        shown == null ? null : shown.chain(),
        shown == null ? null : shown.key(),
        VaultSettings.Auth.TOKEN,
        null,
        of.tokenFile(),
        null,
        null,
        null,
        Path.of("/none"),
        TIMEOUT,
        8);
  }

  private static KeyEncryptionKey opened(VaultSettings settings) {
    return new VaultBackend(settings, Map.of(), InstantSource.system())
        .source("vault:transit/kek")
        .find()
        .orElseThrow();
  }

  private void assertRefused(String why) {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT))
        .isInstanceOfSatisfying(
            SecretStoreUnavailable.class,
            e ->
                assertThat(e.detail())
                    .isEqualTo("The secret store can't be used now; nothing was done."))
        .hasMessageContaining(why);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(TIMEOUT.plus(Duration.ofSeconds(2)));
  }

  private void assertOpens() {
    assertThat(key.unwrap(wrapped, CONTEXT)).isEqualTo(dataKey);
  }
}
