package dev.teambroker.server.secretstore.vault;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same against a real Vault or OpenBao: {@code BROKER_TEST_VAULT_ADDR}, {@code
 * BROKER_TEST_VAULT_TOKEN_FILE} with a token that may do everything, in a file of mode 0600, and
 * {@code BROKER_TEST_VAULT_CACERT} where the JDK doesn't trust its certificate. The tests mount
 * {@code transit} and {@code approle} where they aren't, and leave keys, policies and roles behind
 * whose names begin with {@code broker-test-}.
 */
@EnabledIfEnvironmentVariable(named = "BROKER_TEST_VAULT_ADDR", matches = "https?://.+")
class RealVaultTest extends TransitContract {
  @Override
  VaultUnderTest vault() {
    return new Named();
  }

  private record Named() implements VaultUnderTest {
    @Override
    public URI address() {
      return URI.create(System.getenv("BROKER_TEST_VAULT_ADDR"));
    }

    @Override
    public @Nullable Path authorities() {
      String file = System.getenv("BROKER_TEST_VAULT_CACERT");
      return file == null ? null : Path.of(file);
    }

    @Override
    public Path tokenFile() {
      return Path.of(System.getenv("BROKER_TEST_VAULT_TOKEN_FILE"));
    }
  }
}
