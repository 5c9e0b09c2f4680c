package dev.teambroker.server.secretstore.keystore;

import dev.teambroker.server.database.DataDirectory;
import dev.teambroker.server.secretstore.KeyBackend;
import dev.teambroker.server.secretstore.KeySource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** {@code keystore}: the software keystore of a first run. */
@Component
class KeystoreBackend implements KeyBackend {
  private static final Logger log = LoggerFactory.getLogger(KeystoreBackend.class);
  private static final String SCHEME = "keystore";

  private final KeystoreSettings settings;
  private final DataDirectory directory;

  KeystoreBackend(KeystoreSettings settings, DataDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public KeySource source(String name) {
    if (!name.equals(SCHEME)) {
      throw new IllegalArgumentException("the software keystore is named keystore, without more");
    }
    Path file = or(settings.file(), directory.resolve("keystore.p12"));
    Path passphrase = or(settings.passphraseFile(), directory.resolve("keystore.passphrase"));
    log.warn(
        "The key-encryption key is in a software keystore: whoever can read {} and {} can open"
            + " every secret of the database. Keep their backups apart from the database's.",
        file,
        passphrase);
    return new KeystoreFile(file, passphrase);
  }

  private static Path or(@Nullable Path configured, Path ownDefault) {
    return configured == null ? ownDefault : configured;
  }
}
