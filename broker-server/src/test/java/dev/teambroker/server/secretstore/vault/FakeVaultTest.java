package dev.teambroker.server.secretstore.vault;

import org.junit.jupiter.api.AfterAll;

class FakeVaultTest extends TransitContract {
  private static final FakeVault VAULT = FakeVault.start();

  @AfterAll
  static void stop() {
    VAULT.close();
  }

  @Override
  VaultUnderTest vault() {
    return VAULT;
  }
}
