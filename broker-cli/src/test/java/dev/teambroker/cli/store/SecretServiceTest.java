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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  protected SecretService store() {
    return Objects.requireNonNull(SecretService.on(keychain.address()));
  }

  @Test
  void otherToolsFindTheItemByItsAttributes() throws Exception {
    store().put("device-key-x", "the key".getBytes(StandardCharsets.UTF_8), 0);
    assertThat(keychain.lookUp("device-key-x")).isEqualTo("the key");
  }

  @Test
  void answersWhereThereIsOne() {
    assertThat(store().trouble()).isEmpty();
    assertThat(SecretService.on(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:abstract=/tmp/dbus-x,guid=1",
        "tcp:host=localhost",
        "unix:path=/tmp/%zz",
        "unix:path=/tmp/%00",
        "unix:path=/nowhere",
        "nonsense"
      })
  void aBusThatCannotBeReachedIsASentence(String address) {
    SecretService nowhere = Objects.requireNonNull(SecretService.on(address));
    assertThat(nowhere.trouble()).get().asString().contains("can't be");
    assertThatThrownBy(() -> nowhere.find("item"))
        .isInstanceOfSatisfying(
            StoreFault.class,
            fault -> assertThat(fault.reason()).isEqualTo(StoreFault.Reason.UNAVAILABLE));
  }

  @Test
  void theFirstAddressWithAPathIsTaken() {
    assertThat(SessionBus.socketOf("unix:abstract=/x;unix:path=/run/a%20b,guid=1"))
        .isEqualTo("/run/a b");
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
      assertThat(store.names()).containsExactly("item");
    }
  }
}
