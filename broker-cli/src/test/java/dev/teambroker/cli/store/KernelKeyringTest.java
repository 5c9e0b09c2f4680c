package dev.teambroker.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.cli.testing.Needed;
import dev.teambroker.cli.testing.OrdinaryUser;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelKeyringTest extends ItemStoreContract {
  @TempDir Path temporary;

  @BeforeEach
  void kernelHasKeyrings() {
    try {
      store().find("anything");
    } catch (StoreFault | NullPointerException none) {
      Needed.missing("the kernel's keyrings", "Linux, and no seccomp filter against keyctl(2).");
    }
  }

  @Override
  protected ItemStore store() {
    return Objects.requireNonNull(KernelKeyring.open("broker-cli-test:"));
  }

  @Test
  void theKernelItselfDropsAnItemAtItsTime() throws Exception {
    store().put("short", new byte[] {1}, 1);
    assertThat(store().find("short")).isNotNull();
    await().untilAsserted(() -> assertThat(store().find("short")).isNull());
  }

  @Test
  void whenAnOrdinaryUsersQuotaIsFullExpiredItemsGoAndThenSessionsAreInAFile() throws Exception {
    assertThat(new OrdinaryUser(temporary).runs(QuotaProbe.class))
        .contains("full of 2,000 bytes after 9 items", "expired items went", "full: FULL")
        .containsPattern("quota is used up. The session is kept in a file in .*/home/broker-cli")
        .contains("found again");
  }

  @Test
  void withAKeychainTheyAreThereUntilItIsLocked() throws Exception {
    assertThat(new OrdinaryUser(temporary).runsWithAKeychain(QuotaProbe.class))
        .contains("full of 2,000 bytes after 9 items", "full: FULL")
        .contains("quota is used up. The session is kept in the Secret Service.")
        .contains("then it was locked")
        .containsPattern("is locked: .* The session is kept in a file in .*/home/broker-cli")
        .contains("found again");
  }
}
