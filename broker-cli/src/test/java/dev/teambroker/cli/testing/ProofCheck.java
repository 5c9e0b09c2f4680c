package dev.teambroker.cli.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Checks DPoP proofs as RFC 9449 §4.3 lists it, written apart from the code that makes them. */
final class ProofCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Decoder URL = Base64.getUrlDecoder();

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** The thumbprint of the key that made the proof; throws where anything is wrong. */
  String check(
      String proof, String method, String target, Instant now, @Nullable String accessToken)
      throws GeneralSecurityException {
    String[] parts = proof.split("\\.", -1);
    JsonNode header = JSON.readTree(URL.decode(parts[0]));
    JsonNode claims = JSON.readTree(URL.decode(parts[1]));
    JsonNode jwk = header.get("jwk");
    expect("dpop+jwt".equals(header.get("typ").asString()), "typ");
    expect("ES256".equals(header.get("alg").asString()), "alg");
    expect(!jwk.has("d"), "private key");
    verify(jwk, parts);
    expect(method.equals(claims.get("htm").asString()), "htm");
    expect(target.equals(claims.get("htu").asString()), "htu");
    Instant made = Instant.ofEpochSecond(claims.get("iat").asLong());
    expect(Duration.between(made, now).abs().toMinutes() < 5, "iat");
    expect(seen.add(claims.get("jti").asString()), "jti");
    expect(
        accessToken == null
            ? !claims.has("ath")
            : sha256(accessToken).equals(claims.get("ath").asString()),
        "ath");
    return thumbprint(jwk);
  }

  /** The nonce that the proof carries, or an empty text. */
  static String nonce(String proof) {
    JsonNode nonce = JSON.readTree(URL.decode(proof.split("\\.", -1)[1])).get("nonce");
    return nonce == null ? "" : nonce.asString();
  }

  private static void verify(JsonNode jwk, String[] parts) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(publicKey(jwk));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    expect(signature.verify(URL.decode(parts[2])), "signature");
  }

  private static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(number(jwk.get("x")), number(jwk.get("y")));
    ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
  }

  private static BigInteger number(JsonNode coordinate) throws GeneralSecurityException {
    byte[] bytes = URL.decode(coordinate.asString());
    expect(bytes.length == 32, "coordinate");
    return new BigInteger(1, bytes);
  }

  private static String thumbprint(JsonNode jwk) throws GeneralSecurityException {
    return sha256(
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
            + jwk.get("x").asString()
            + "\",\"y\":\""
            + jwk.get("y").asString()
            + "\"}");
  }

  static String sha256(String text) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static void expect(boolean holds, String what) throws GeneralSecurityException {
    if (!holds) {
      throw new GeneralSecurityException("the proof's " + what);
    }
  }
}
