package dev.teambroker.cli.device;

import dev.teambroker.protocol.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes DPoP proofs (RFC 9449 §4.2) with the device's key: one for each request. */
public final class DpopProofs {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES_OF_ID = 16;

  private final DeviceKey key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public DpopProofs(DeviceKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * A proof for this one request.
   *
   * @param nonce the server's last nonce, if it gave one
   * @param accessToken the token that goes along, if one does
   */
  public String proof(
      String method, URI target, @Nullable String nonce, @Nullable Secret accessToken) {
    String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.jwk() + "}";
    StringBuilder claims = new StringBuilder();
    claims.append("{\"jti\":\"").append(id());
    claims.append("\",\"htm\":\"").append(method);
    claims.append("\",\"htu\":\"").append(withoutQuery(target));
    claims.append("\",\"iat\":").append(clock.instant().getEpochSecond());
    if (nonce != null) {
      claims.append(",\"nonce\":\"").append(nonce.replace("\\", "").replace("\"", "")).append('"');
    }
    if (accessToken != null) {
      claims.append(",\"ath\":\"").append(accessToken.reveal(DpopProofs::sha256)).append('"');
    }
    String signed = encode(header) + "." + encode(claims.append('}').toString());
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + URL.encodeToString(signature);
  }

  private String id() {
    byte[] id = new byte[BYTES_OF_ID];
    random.nextBytes(id);
    return URL.encodeToString(id);
  }

  private static String withoutQuery(URI target) {
    String whole = target.toString();
    int end = whole.indexOf('?');
    return end < 0 ? whole : whole.substring(0, end);
  }

  private static String encode(String json) {
    return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] token) {
    try {
      return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(token));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
