package dev.teambroker.server.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SignIns;
import dev.teambroker.server.ServedContract;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client as a member's device runs it: a key, its proofs, its tokens. Talks to whichever replica
 * it is given.
 */
public final class ClientDevice {
  private final SettableClock clock;
  private final ECKey key = newKey();
  private String nonce = "";
  private @Nullable String accessToken;
  private String refreshToken = "";

  public ClientDevice(SettableClock clock) {
    this.clock = clock;
  }

  /** RFC 7638, as the device shows it. */
  public String fingerprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public Answer get(Reachable replica, String path) {
    return call(replica, "GET", path, null);
  }

  public Answer post(Reachable replica, String path, String json) {
    return call(replica, "POST", path, json);
  }

  public Answer put(Reachable replica, String path, @Nullable String json) {
    return call(replica, "PUT", path, json);
  }

  public Answer delete(Reachable replica, String path) {
    return call(replica, "DELETE", path, null);
  }

  /** With the access token, where there is one. */
  public Answer call(Reachable replica, String method, String path, @Nullable String json) {
    return withNonce(
        () ->
            send(
                replica,
                request(replica, method, path, json, "application/json")
                    .header("DPoP", proof(method, path, accessToken, claims -> claims))));
  }

  /** What a client sends that doesn't know better: any body, as any type, to any address. */
  public Answer send(
      Reachable replica,
      String method,
      String path,
      @Nullable String body,
      String type,
      boolean byKey) {
    String token = byKey ? null : accessToken;
    return withNonce(
        () -> {
          HttpRequest.Builder request =
              HttpRequest.newBuilder(replica.of(path))
                  .header("DPoP", proof(method, path, token, claims -> claims))
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body));
          if (token != null) {
            request.header("Authorization", "DPoP " + token);
          }
          if (body != null) {
            request.header("Content-Type", type);
          }
          return send(replica, request);
        });
  }

  /** By the key alone. */
  public Answer enter(Reachable replica, String path, String json) {
    return withNonce(
        () ->
            send(
                replica,
                HttpRequest.newBuilder(replica.of(path))
                    .header("Content-Type", "application/json")
                    .header("DPoP", proof("POST", path, null, claims -> claims))
                    .POST(HttpRequest.BodyPublishers.ofString(json))));
  }

  public Answer signIn(Reachable replica, String code) {
    return token(replica, "grant_type=" + encoded(SignIns.DEVICE_GRANT) + "&code=" + encoded(code));
  }

  public Answer refresh(Reachable replica) {
    return refresh(replica, refreshToken);
  }

  public Answer refresh(Reachable replica, String token) {
    return token(replica, "grant_type=refresh_token&refresh_token=" + encoded(token));
  }

  public Answer token(Reachable replica, String form) {
    Answer answer =
        withNonce(
            () ->
                send(
                    replica,
                    HttpRequest.newBuilder(replica.of("/v1/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("DPoP", proof("POST", "/v1/token", null, claims -> claims))
                        .POST(HttpRequest.BodyPublishers.ofString(form))));
    if (answer.status() == 200) {
      takes(answer.json());
    }
    return answer;
  }

  /** Keeps the tokens, to ask with from now on. */
  void takes(JsonNode token) {
    accessToken = token.path("access_token").asString();
    refreshToken = token.path("refresh_token").asString();
  }

  public String refreshToken() {
    return refreshToken;
  }

  public @Nullable String accessToken() {
    return accessToken;
  }

  /** Another device that has got hold of this one's tokens, but not of its key. */
  public ClientDevice thief() {
    ClientDevice thief = new ClientDevice(clock);
    thief.accessToken = accessToken;
    thief.refreshToken = refreshToken;
    thief.nonce = nonce;
    return thief;
  }

  HttpRequest.Builder request(
      Reachable replica, String method, String path, @Nullable String body, String type) {
    HttpRequest.Builder request = HttpRequest.newBuilder(replica.of(path));
    if (accessToken != null) {
      request.header("Authorization", "DPoP " + accessToken);
    }
    if (body == null) {
      return request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return request
        .header("Content-Type", type)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  Answer send(Reachable replica, HttpRequest.Builder request) {
    try {
      HttpRequest built = request.build();
      Answer answer = Answer.of(replica.http().send(built, HttpResponse.BodyHandlers.ofString()));
      ServedContract.of(replica).check(built, answer.response());
      if (!answer.header("DPoP-Nonce").isEmpty()) {
        nonce = answer.header("DPoP-Nonce");
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A proof for the request at the public URL, changed as a test wants it. */
  String proof(
      String method,
      String path,
      @Nullable String token,
      UnaryOperator<JWTClaimsSet.Builder> changed) {
    return signed(
        key, new JWSHeader.Builder(JWSAlgorithm.ES256), claims(method, path, token, changed));
  }

  JWTClaimsSet claims(
      String method,
      String path,
      @Nullable String token,
      UnaryOperator<JWTClaimsSet.Builder> changed) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", Replica.PUBLIC_URL + path.replaceFirst("\\?.*", ""))
            .issueTime(Date.from(clock.instant()))
            .claim("nonce", nonce)
            .claim("ath", token == null ? null : hash(token));
    return changed.apply(claims).build();
  }

  static String signed(ECKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              header.type(new JOSEObjectType("dpop+jwt")).jwk(key.toPublicJWK()).build(), claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  ECKey key() {
    return key;
  }

  /** Gets the server's nonce first, if it has none yet or an old one. */
  private Answer withNonce(java.util.function.Supplier<Answer> request) {
    Answer answer = request.get();
    return answer.is(ProblemType.USE_DPOP_NONCE) ? request.get() : answer;
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String token) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
