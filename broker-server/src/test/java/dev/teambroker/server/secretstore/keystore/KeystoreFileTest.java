package dev.teambroker.server.secretstore.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreFileTest {
  private static final byte[] CONTEXT = {1};

  @TempDir private Path folder;
  private Path file;
  private Path passphrase;
  private KeystoreFile keystore;

  @BeforeEach
  void name() {
    file = folder.resolve("keystore.p12");
    passphrase = folder.resolve("keystore.passphrase");
    keystore = new KeystoreFile(file, passphrase);
  }

  @Test
  void findsNothingWhereNothingWasMade() {
    assertThat(keystore.find()).isEmpty();
  }

  @Test
  void findsAgainTheKeyThatItMade() {
    KeyEncryptionKey made = keystore.make();
    KeyEncryptionKey found = keystore.find().orElseThrow();

    Secret dataKey = Secret.of("data key");
    assertThat(found.id()).isEqualTo(made.id());
    assertThat(found.unwrap(made.wrap(dataKey, CONTEXT), CONTEXT)).isEqualTo(dataKey);
  }

  @Test
  void makesFilesForTheirOwnerOnlyAndNoOthers() throws IOException {
    keystore.make();

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, passphrase);
    }
    for (Path made : List.of(file, passphrase)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void usesAPassphraseThatIsThere() throws IOException {
    writePassphrase("correct horse\n");
    keystore.make();

    assertThat(Files.readString(passphrase)).isEqualTo("correct horse\n");
    writePassphrase("correct horse");
    assertThat(keystore.find()).isPresent();
  }

  @Test
  void refusesAWrongPassphrase() throws IOException {
    keystore.make();
    writePassphrase("wrong");

    assertThatThrownBy(keystore::find)
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("does not open with the passphrase in " + passphrase);
  }

  @Test
  void refusesAMissingPassphrase() throws IOException {
    keystore.make();
    Files.delete(passphrase);

    assertThatThrownBy(keystore::find).isInstanceOf(SecretStoreUnavailable.class);
  }

  @Test
  void refusesFilesThatOthersMayRead() throws IOException {
    keystore.make();
    for (Path open : List.of(file, passphrase)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

      assertThatThrownBy(keystore::find)
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("open to others (rw-r--r--): chmod 600");
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void neverReplacesAKeystore() throws IOException {
    keystore.make();
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(keystore::make).isInstanceOf(SecretStoreUnavailable.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void refusesAFileThatIsNoKeystore() throws IOException {
    keystore.make();
    Files.writeString(file, "something else");

    assertThatThrownBy(keystore::find).isInstanceOf(SecretStoreUnavailable.class);
  }

  private void writePassphrase(String text) throws IOException {
    Files.writeString(passphrase, text);
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
  }
}
