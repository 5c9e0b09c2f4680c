package dev.teambroker.server.secretstore;

import dev.teambroker.server.secretstore.keystore.SoftwareKey;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** A secret store and a MAC in memory, for tests of features above it. */
public final class TestSecretStore {
  private final SecretStore store =
      new SecretStore(
          List.of(
              new SoftwareKey(
                  "keystore/test",
                  new SecretKeySpec(DataKeys.fresh().reveal(byte[]::clone), "AES"))));

  public SecretStore store() {
    return store;
  }
}
