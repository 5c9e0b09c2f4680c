package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeyEncryptionKeyContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of a key, held by a real token. */
class TokenKeyTest extends KeyEncryptionKeyContract {
  private static KeyEncryptionKey key;
  private static KeyEncryptionKey other;

  @BeforeAll
  static void open() {
    SoftHsm token = SoftHsm.fresh().withKey("one").withKey("other");
    key = token.backend().source(token.uri("one")).find().orElseThrow();
    other = token.backend().source(token.uri("other")).find().orElseThrow();
  }

  @AfterAll
  static void close() {
    key.close();
    other.close();
  }

  @Override
  protected KeyEncryptionKey key() {
    return key;
  }

  @Override
  protected KeyEncryptionKey otherKey() {
    return other;
  }
}
