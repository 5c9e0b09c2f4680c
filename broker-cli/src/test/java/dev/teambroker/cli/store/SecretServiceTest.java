package dev.teambroker.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.cli.testing.RealKeychain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretServiceTest extends ItemStoreContract {
  @TempDir static Path home;
  private RealKeychain keychain;

  @BeforeAll
  void daemon() {
    keychain = new RealKeychain(home);
  }

  @AfterAll
  void stop() {
    if (keychain != null) {
      keychain.close();
    }
  }

  @Override
  SecretService store() {
    return Objects.requireNonNull(SecretService.on(keychain.address()));
  }

  @Test
  void otherToolsFindTheItemByItsAttributes() throws Exception {
    store().put("device-key-x", "the key".getBytes(StandardCharsets.UTF_8), 0);
    assertThat(keychain.lookUp("device-key-x")).isEqualTo("the key");
  }

  @Test
  void answersWhereThereIsOne() {
    assertThat(store().answers()).isTrue();
    assertThat(Objects.requireNonNull(SecretService.on("unix:path=/nowhere")).answers()).isFalse();
    assertThat(SecretService.on("tcp:host=localhost")).isNull();
  }

  @Test
  void saysThatACollectionIsLocked() throws Exception {
    try (RealKeychain locked = new RealKeychain(home.resolve("locked"))) {
      SecretService store = Objects.requireNonNull(SecretService.on(locked.address()));
      store.put("item", new byte[] {1}, 0);
      locked.lock();
      assertThatThrownBy(() -> store.find("item"))
          .isInstanceOfSatisfying(
              StoreFault.class,
              fault -> assertThat(fault.reason()).isEqualTo(StoreFault.Reason.LOCKED))
          .hasMessageContaining("unlock it");
      assertThatThrownBy(() -> store.put("other", new byte[] {1}, 0))
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining("locked");
    }
  }
}
