package dev.teambroker.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate with its chain and its private key, which is in memory only. */
final class ServingCertificate {
  /** Of a key store that never leaves the memory. */
  static final String KEY_STORE_PASSWORD = "in memory only";

  private final List<X509Certificate> chain;
  private final PrivateKey privateKey;

  ServingCertificate(List<X509Certificate> chain, PrivateKey privateKey) {
    this.chain = List.copyOf(chain);
    this.privateKey = privateKey;
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  KeyStore keyStore() {
    char[] password = KEY_STORE_PASSWORD.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("broker", privateKey, password, chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the certificate can't be put into a key store", e);
    }
  }
}
