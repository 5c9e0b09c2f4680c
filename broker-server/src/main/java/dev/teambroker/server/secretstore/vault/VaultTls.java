package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.PemPrivateKey;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The client that connects to Vault: whom it trusts, and what it shows. Thread-safe. */
final class VaultTls {
  private static final String PREFIX = "broker.secret-store.vault.";
  private static final char[] NOT_STORED = {};

  private final VaultSettings settings;
  private final AtomicReference<@Nullable HttpClient> present = new AtomicReference<>();

  VaultTls(VaultSettings settings) {
    this.settings = settings;
  }

  /**
   * The present one.
   *
   * @throws SecretStoreUnavailable when a file isn't what it should be
   */
  synchronized HttpClient client() {
    HttpClient made = present.get();
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(context())
              .connectTimeout(atMost(settings.timeout()))
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build();
      present.set(made);
    }
    return made;
  }

  /** The files are read anew for the next call, unless that was done before. */
  void renew(HttpClient failed) {
    present.compareAndSet(failed, null);
  }

  private static Duration atMost(Duration timeout) {
    return timeout.compareTo(Duration.ofSeconds(1)) < 0 ? timeout : Duration.ofSeconds(1);
  }

  private SSLContext context() {
    try {
      return TrustedAuthorities.of(
          settings.authoritiesFile(), PREFIX + "authorities-file", shown());
    } catch (IllegalArgumentException e) {
      throw new SecretStoreUnavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private KeyManager @Nullable [] shown() {
    Path certificate = settings.certificateFile();
    Path privateKey = settings.privateKeyFile();
    if (certificate == null || privateKey == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(certificate)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("broker", PemPrivateKey.read(privateKey), NOT_STORED, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NOT_STORED);
      return keys.getKeyManagers();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new SecretStoreUnavailable(
          "%scertificate-file and private-key-file (%s, %s) can't be used: %s"
              .formatted(PREFIX, certificate, privateKey, e.getMessage()),
          e);
    }
  }
}
