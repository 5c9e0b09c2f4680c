package dev.teambroker.server.secretstore.vault;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A Vault or OpenBao with a Transit engine at {@code transit}. */
interface VaultUnderTest {
  URI address();

  /** Its CA; null where the JDK trusts it. */
  @Nullable Path authorities();

  /** A token that may do everything. */
  Path tokenFile();
}
