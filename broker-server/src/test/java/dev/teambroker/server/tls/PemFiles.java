package dev.teambroker.server.tls;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate of another CA, with its chain and its key, as a renewing tool leaves them. */
public record PemFiles(Path chain, Path key, X509Certificate certificate, Key privateKey) {
  public static PemFiles in(Path folder, Instant now, Duration lifetime) {
    Secret[] authorityKey = new Secret[1];
    CertificateAuthority authority =
        CertificateAuthority.make(now, (made, itsKey) -> authorityKey[0] = itsKey.duplicate());
    ServingCertificate issued =
        authority.issue(authorityKey[0], List.of("localhost"), now, lifetime);
    try {
      char[] password = ServingCertificate.KEY_STORE_PASSWORD.toCharArray();
      KeyStore store = issued.keyStore();
      PemFiles files =
          new PemFiles(
              folder.resolve("fullchain.pem"),
              folder.resolve("key.pem"),
              issued.certificate(),
              store.getKey("broker", password));
      Files.writeString(files.chain, pem((Object[]) store.getCertificateChain("broker")));
      Files.writeString(
          files.key, pem(new PemObject("PRIVATE KEY", files.privateKey.getEncoded())));
      Files.setPosixFilePermissions(files.key, PosixFilePermissions.fromString("rw-------"));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code openssl ecparam -genkey}: SEC 1 instead of PKCS#8. */
  void writeKeyAsOpenSslMakesIt() throws IOException {
    var sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, ((ECPrivateKey) privateKey).getS(), SECObjectIdentifiers.secp256r1);
    Files.writeString(key, pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded())));
  }

  private static String pem(Object... parts) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object part : parts) {
        pem.writeObject(part);
      }
    }
    return text.toString();
  }
}
