package dev.teambroker.cli.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.ItemStoreContract;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.cli.testing.Needed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pass, with a GnuPG key of its own. */
class PassStoreTest extends ItemStoreContract {
  @TempDir static Path home;

  @BeforeAll
  static void aKeyAndAStore() throws Exception {
    Needed.command("pass", "Debian: pass.");
    Needed.command("gpg", "Debian: gnupg.");
    Path keys = Files.createDirectory(home.resolve("gnupg"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    run("gpg", "--batch", "--passphrase", "", "--quick-generate-key", "test", "default", "default");
    run("pass", "init", "test");
  }

  @AfterAll
  static void stopTheAgent() throws Exception {
    run("gpgconf", "--kill", "gpg-agent");
  }

  private static void run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Process process = builder.start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "GNUPGHOME", home + "/gnupg", "PASSWORD_STORE_DIR", home + "/store", "HOME", home + "");
  }

  @Override
  protected ItemStore store() {
    return new PassStore("pass", home.resolve("store"), "team/broker-cli", environment());
  }

  @Test
  void onlyCipherTextIsOnTheDisk() throws Exception {
    store().put("item", "the device's key".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0);
    assertThat(home.resolve("store/team/broker-cli/item.gpg")).exists();
    assertThat(
            Files.readString(
                home.resolve("store/team/broker-cli/item.gpg"),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("device");
    store().remove("item");
  }

  @Test
  void aKeyThatIsAwayIsNotAnAbsentItem() throws Exception {
    store().put("item", new byte[] {1}, 0);
    Map<String, String> keyless = Map.of("GNUPGHOME", home + "/none", "HOME", home + "");
    PassStore locked = new PassStore("pass", home.resolve("store"), "team/broker-cli", keyless);
    assertThatThrownBy(() -> locked.find("item"))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("is its GnuPG key there?");
    PassStore absent = new PassStore("no-pass", home.resolve("store"), "team/broker-cli", Map.of());
    assertThatThrownBy(() -> absent.find("item")).hasMessageContaining("can't be run");
    store().remove("item");
  }
}
