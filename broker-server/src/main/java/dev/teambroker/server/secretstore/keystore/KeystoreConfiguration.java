package dev.teambroker.server.secretstore.keystore;

import dev.teambroker.server.database.DataDirectory;
import dev.teambroker.server.secretstore.KeySource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeystoreConfiguration {
  private static final Logger log = LoggerFactory.getLogger(KeystoreConfiguration.class);

  @Bean
  KeySource keySource(KeystoreSettings settings, DataDirectory directory) {
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
