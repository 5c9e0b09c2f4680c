package dev.teambroker.cli.broker;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server whose chain leads to the CA with the pinned public key, and whose certificate
 * names the host. Everything else about the chain is checked as always (RFC 5280), with that CA as
 * the only anchor.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final byte[] pin;

  private PinnedTrust(byte[] pin) {
    this.pin = pin;
  }

  /** A TLS context for the pin: base64url of the SHA-256 of the CA's SubjectPublicKeyInfo. */
  static SSLContext contextFor(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      byte[] decoded = Base64.getUrlDecoder().decode(pin);
      context.init(null, new TrustManager[] {new PinnedTrust(decoded)}, null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("TLS can't be set up", broken);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    anchoredAt(pinned(chain)).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    anchoredAt(pinned(chain)).checkServerTrusted(chain, authType, socket);
  }

  private X509Certificate pinned(X509Certificate[] chain) throws CertificateException {
    for (X509Certificate certificate : chain) {
      boolean isAuthority = certificate.getBasicConstraints() >= 0;
      if (isAuthority && MessageDigest.isEqual(pin, sha256(certificate))) {
        return certificate;
      }
    }
    throw new CertificateException(
        "none of the server's certificates is the CA that the invitation's link pinned");
  }

  private static byte[] sha256(X509Certificate certificate) throws CertificateException {
    try {
      byte[] publicKey = certificate.getPublicKey().getEncoded();
      return MessageDigest.getInstance("SHA-256").digest(publicKey);
    } catch (NoSuchAlgorithmException absent) {
      throw new CertificateException(absent);
    }
  }

  private static X509ExtendedTrustManager anchoredAt(X509Certificate authority)
      throws CertificateException {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      anchors.setCertificateEntry("pinned", authority);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | java.io.IOException broken) {
      throw new CertificateException("the pinned CA can't be used", broken);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("without a connection the host name can't be checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
