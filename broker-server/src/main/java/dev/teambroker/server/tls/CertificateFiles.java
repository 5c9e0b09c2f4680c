package dev.teambroker.server.tls;

import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.PemPrivateKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate of a public or company CA, from PEM files that somebody else renews. */
final class CertificateFiles implements CertificateSource {
  private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);

  private final Path certificateFile;
  private final Path privateKeyFile;
  private final Duration warnBefore;
  private final InstantSource clock;

  CertificateFiles(
      Path certificateFile, Path privateKeyFile, Duration warnBefore, InstantSource clock) {
    this.certificateFile = certificateFile;
    this.privateKeyFile = privateKeyFile;
    this.warnBefore = warnBefore;
    this.clock = clock;
  }

  @Override
  public ServingCertificate first() {
    List<X509Certificate> chain = chain();
    X509Certificate certificate = chain.getFirst();
    if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw wrong(
          "certificate-file", certificateFile, "it expired at " + certificate.getNotAfter());
    }
    PrivateKey key = privateKey();
    if (!belongTogether(key, certificate.getPublicKey())) {
      throw wrong("private-key-file", privateKeyFile, "it is not the key of " + certificateFile);
    }
    return new ServingCertificate(chain, key);
  }

  /** Files in the middle of being replaced don't matter: the present certificate goes on. */
  @Override
  public Optional<ServingCertificate> successorOf(ServingCertificate present) {
    try {
      if (chain().getFirst().equals(present.certificate())) {
        return Optional.empty();
      }
      return Optional.of(first());
    } catch (StartRefused e) {
      log.error("the present certificate stays in use: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Duration warnBefore() {
    return warnBefore;
  }

  @Override
  public Optional<String> pin() {
    return Optional.empty();
  }

  private List<X509Certificate> chain() {
    try {
      byte[] pem = Files.readAllBytes(certificateFile);
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw wrong("certificate-file", certificateFile, "it holds no certificate in PEM");
      }
      return chain;
    } catch (IOException | GeneralSecurityException e) {
      throw wrong("certificate-file", certificateFile, e.toString());
    }
  }

  private PrivateKey privateKey() {
    try {
      return PemPrivateKey.read(privateKeyFile);
    } catch (IllegalArgumentException e) {
      throw wrong("private-key-file", privateKeyFile, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw wrong("private-key-file", privateKeyFile, e.getClass().getSimpleName());
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] message = {1, 2, 3};
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(message);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certified);
      verifying.update(message);
      return verifying.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static StartRefused wrong(String property, Path file, String why) {
    return new StartRefused("broker.tls.%s: %s can't be used: %s".formatted(property, file, why));
  }
}
