package dev.teambroker.server.secretstore.keystore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The software keystore; who can read both of its files, and the database, has every secret.
 *
 * @param file a PKCS#12 file; default keystore.p12 in the data directory
 * @param passphraseFile a file with its passphrase; default keystore.passphrase in the data
 *     directory, generated with the keystore
 */
@ConfigurationProperties("broker.secret-store.keystore")
record KeystoreSettings(@Nullable Path file, @Nullable Path passphraseFile) {}
