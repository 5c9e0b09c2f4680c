package dev.teambroker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A device's P-256 key and its DPoP proofs (RFC 9449). Thread-safe. */
final class DeviceKey {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;
  private final String header;
  private final String fingerprint;

  DeviceKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    ECPublicKey shown = (ECPublicKey) keys.getPublic();
    String jwk =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(
                coordinate(shown.getW().getAffineX()), coordinate(shown.getW().getAffineY()));
    fingerprint = hash(jwk);
    header = encoded("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk + "}");
  }

  /** RFC 7638. */
  String fingerprint() {
    return fingerprint;
  }

  String proof(String method, String url, String nonce, String accessToken) {
    String claims =
        "{\"jti\":\"%016x%016x\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s%s}"
            .formatted(
                ThreadLocalRandom.current().nextLong(),
                ThreadLocalRandom.current().nextLong(),
                method,
                url,
                System.currentTimeMillis() / 1000,
                nonce.isEmpty() ? "" : ",\"nonce\":\"" + nonce + "\"",
                accessToken.isEmpty() ? "" : ",\"ath\":\"" + hash(accessToken) + "\"");
    String signed = header + "." + encoded(claims);
    return signed + "." + BASE64.encodeToString(sign(signed));
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String coordinate(BigInteger number) {
    return BASE64.encodeToString(HexFormat.of().parseHex("%064x".formatted(number)));
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(US_ASCII));
  }

  private static String hash(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
