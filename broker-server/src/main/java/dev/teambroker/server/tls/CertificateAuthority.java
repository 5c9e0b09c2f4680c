package dev.teambroker.server.tls;

import dev.teambroker.protocol.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The broker's own CA: a P-256 key that signs serving certificates and nothing else. */
final class CertificateAuthority {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final Duration SKEW = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final X509Certificate certificate;

  CertificateAuthority(X509Certificate certificate) {
    this.certificate = certificate;
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** SHA-256 of the SubjectPublicKeyInfo, base64url without padding. */
  String pin() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new CA; its key goes to the consumer as PKCS#8 and is closed afterwards. */
  static CertificateAuthority make(Instant now, KeyTaker taker) {
    KeyPair keys = keyPair();
    X500Name name = new X500Name("CN=Team Credential Broker CA");
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  name,
                  serial(),
                  date(now.minus(SKEW)),
                  date(now.plus(LIFETIME)),
                  name,
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      var authority = new CertificateAuthority(sign(builder, keys.getPrivate()));
      try (Secret key = Secret.takeFrom(keys.getPrivate().getEncoded())) {
        taker.take(authority, key);
      }
      return authority;
    } catch (CertIOException e) {
      throw new IllegalStateException("the CA's certificate can't be made", e);
    }
  }

  /** What becomes of a new CA's key. */
  @FunctionalInterface
  interface KeyTaker {
    void take(CertificateAuthority authority, Secret key);
  }

  /**
   * A certificate for a fresh key.
   *
   * @param authorityKey the CA's key, PKCS#8
   * @param names host names and addresses
   */
  ServingCertificate issue(
      Secret authorityKey, Collection<String> names, Instant now, Duration lifetime) {
    KeyPair keys = keyPair();
    GeneralName[] subjects = names.stream().map(AltNames::of).toArray(GeneralName[]::new);
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  certificate,
                  serial(),
                  date(now.minus(SKEW)),
                  date(now.plus(lifetime)),
                  new X500Name("CN=Team Credential Broker"),
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(certificate))
              .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(subjects));
      X509Certificate leaf = sign(builder, privateKey(authorityKey));
      leaf.verify(certificate.getPublicKey());
      return new ServingCertificate(List.of(leaf, certificate), keys.getPrivate());
    } catch (GeneralSecurityException | CertIOException e) {
      throw new IllegalStateException("the certificate can't be issued", e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate can't be signed", e);
    }
  }

  private static PrivateKey privateKey(Secret pkcs8) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("EC");
    return pkcs8.reveal(bytes -> keys.generatePrivate(new PKCS8EncodedKeySpec(bytes)));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a P-256 key can't be made", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}
