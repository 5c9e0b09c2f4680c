package dev.teambroker.cli.device;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A P-256 key pair that stands for this device at one broker. */
public final class DeviceKey {
  private static final String CURVE = "secp256r1";
  private static final int COORDINATE = 32;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey privateKey;
  private final ECPublicKey publicKey;

  private DeviceKey(PrivateKey privateKey, ECPublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  public static DeviceKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      return new DeviceKey(pair.getPrivate(), (ECPublicKey) pair.getPublic());
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has P-256", absent);
    }
  }

  /**
   * Reads what {@link #toSecret} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static DeviceKey of(Secret kept) {
    return kept.reveal(DeviceKey::parse);
  }

  private static DeviceKey parse(byte[] kept) {
    int newline = 0;
    while (newline < kept.length && kept[newline] != '\n') {
      newline++;
    }
    byte[] pkcs8 = Base64.getDecoder().decode(Arrays.copyOf(kept, newline));
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      int from = Math.min(newline + 1, kept.length);
      byte[] spki = Base64.getDecoder().decode(Arrays.copyOfRange(kept, from, kept.length));
      return new DeviceKey(
          factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException("the kept device key is damaged", broken);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The pair as the keychain keeps it: PKCS #8 and SubjectPublicKeyInfo, base64, a line each. */
  public Secret toSecret() {
    byte[] pkcs8 = privateKey.getEncoded();
    byte[] first = Base64.getEncoder().encode(pkcs8);
    byte[] second = Base64.getEncoder().encode(publicKey.getEncoded());
    byte[] both = Arrays.copyOf(first, first.length + 1 + second.length);
    both[first.length] = '\n';
    System.arraycopy(second, 0, both, first.length + 1, second.length);
    Arrays.fill(pkcs8, (byte) 0);
    Arrays.fill(first, (byte) 0);
    return Secret.takeFrom(both);
  }

  /** The public key as a JWK, its members in the order of RFC 7638. */
  public String jwk() {
    return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
        + coordinate(publicKey.getW().getAffineX())
        + "\",\"y\":\""
        + coordinate(publicKey.getW().getAffineY())
        + "\"}";
  }

  /** RFC 7638: what people compare when a device is confirmed. */
  public String thumbprint() {
    try {
      byte[] jwk = jwk().getBytes(StandardCharsets.US_ASCII);
      return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(jwk));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /** ES256 (RFC 7518 §3.4): r and s, 32 bytes each. */
  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the device key can't sign", broken);
    }
  }

  private static String coordinate(java.math.BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(signed.length, COORDINATE);
    System.arraycopy(signed, signed.length - length, fixed, COORDINATE - length, length);
    return URL.encodeToString(fixed);
  }
}
