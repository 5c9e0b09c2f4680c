package dev.teambroker.server.secretstore.keystore;

import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeyEncryptionKeyContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SoftwareKeyTest extends KeyEncryptionKeyContract {
  @TempDir private Path folder;
  private KeyEncryptionKey key;
  private KeyEncryptionKey other;

  @BeforeEach
  void makeKeys() {
    key = keystore("one").make();
    other = keystore("other").make();
  }

  @Override
  protected KeyEncryptionKey key() {
    return key;
  }

  @Override
  protected KeyEncryptionKey otherKey() {
    return other;
  }

  private KeystoreFile keystore(String name) {
    return new KeystoreFile(folder.resolve(name + ".p12"), folder.resolve(name + ".passphrase"));
  }
}
