package dev.teambroker.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates a connection to elsewhere accepts. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * Trusts the CAs of a PEM file alone; without one, the JDK's.
   *
   * @param property names the file in the refusal of one that holds no certificates
   */
  public static SSLContext of(@Nullable Path authorities, String property) {
    return of(authorities, property, null);
  }

  /** The same, with a certificate to show where one is asked for. */
  public static SSLContext of(
      @Nullable Path authorities, String property, KeyManager @Nullable [] shown) {
    try {
      if (authorities == null && shown == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities == null ? null : keyStore(authorities));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          property + " takes a file with certificates in PEM: " + e.getMessage(), e);
    }
  }

  private static KeyStore keyStore(Path authorities) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authorities)) {
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
    }
    return store;
  }
}
