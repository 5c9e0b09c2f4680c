package dev.teambroker.cli.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.ItemStoreContract;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFilesTest extends ItemStoreContract {
  @TempDir Path home;

  @Override
  protected ItemStore store() {
    return with("correct horse");
  }

  private EncryptedFiles with(String phrase) {
    return new EncryptedFiles(home.resolve("encrypted"), _ -> Secret.of(phrase));
  }

  @Test
  void nothingOfAnItemIsReadableInItsFile() throws Exception {
    store().put("item", "the device's key".getBytes(StandardCharsets.UTF_8), 0);
    String file = Files.readString(home.resolve("encrypted/item"), StandardCharsets.ISO_8859_1);
    assertThat(file).startsWith("broker-cli-encrypted/1\n").doesNotContain("device");
  }

  @Test
  void anotherPassphraseIsNotAnAbsentItem() throws Exception {
    store().put("item", new byte[] {1}, 0);
    assertThatThrownBy(() -> with("wrong").find("item"))
        .isInstanceOfSatisfying(
            StoreFault.class,
            fault -> assertThat(fault.reason()).isEqualTo(StoreFault.Reason.LOCKED));
  }

  @Test
  void anItemUnderAnothersNameOrChangedIsRefused() throws Exception {
    store().put("item", new byte[] {1, 2, 3}, 0);
    Path file = home.resolve("encrypted/item");
    Files.copy(file, home.resolve("encrypted/other"));
    assertThatThrownBy(() -> store().find("other")).isInstanceOf(StoreFault.class);
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 30, 45, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> store().find("item")).isInstanceOf(StoreFault.class);
    }
    Files.write(file, new byte[] {1});
    assertThatThrownBy(() -> store().find("item")).isInstanceOf(StoreFault.class);
  }
}
