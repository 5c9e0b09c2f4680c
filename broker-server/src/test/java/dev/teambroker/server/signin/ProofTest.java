package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.teambroker.protocol.ProblemType;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9449, section 4.3, over two replicas. */
class ProofTest {
  private static Person kurt;

  @BeforeAll
  static void bring() {
    kurt = ADMIN.brings(ONE, "kurt");
  }

  @BeforeEach
  void sign() {
    kurt.fresh(ONE);
  }

  @Test
  void takesAProofOnceOnWhicheverReplica() {
    String proof = proof(claims -> claims);
    me(ONE, proof).expect(200);
    me(OTHER, proof).expect(ProblemType.INVALID_PROOF);
    me(ONE, proof).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void wantsTheServersNonceAndHandsItOut() {
    Answer without = me(ONE, proof(claims -> claims.claim("nonce", null)));
    without.expect(ProblemType.USE_DPOP_NONCE);
    assertThat(without.header("WWW-Authenticate")).contains("use_dpop_nonce");
    String nonce = without.header("DPoP-Nonce");
    me(OTHER, proof(claims -> claims.claim("nonce", nonce))).expect(200);
    me(ONE, proof(claims -> claims.claim("nonce", "made-up"))).expect(ProblemType.USE_DPOP_NONCE);
  }

  @Test
  void aNonceGrowsOld() {
    Person lena = ADMIN.brings(ONE, "lena");
    String nonce = lena.device().get(ONE, "/v1/me").header("DPoP-Nonce");
    CLOCK.pass(Duration.ofMinutes(10));
    me(ONE, proof(claims -> claims.claim("nonce", nonce))).expect(ProblemType.USE_DPOP_NONCE);
  }

  @Test
  void refusesAProofForAnotherRequest() {
    refuses(claims -> claims.claim("htm", "POST"));
    refuses(claims -> claims.claim("htu", Replica.PUBLIC_URL + "/v1/members"));
    refuses(claims -> claims.claim("htu", "https://evil.test/v1/me"));
    refuses(claims -> claims.claim("htu", "http://broker.test/v1/me"));
    refuses(claims -> claims.claim("htu", ONE.of("/v1/me").toString()));
    refuses(claims -> claims.claim("htu", Replica.PUBLIC_URL + "/v1/me?a=b"));
    refuses(claims -> claims.claim("htu", null));
    refuses(claims -> claims.claim("ath", "AAAA"));
    refuses(claims -> claims.claim("ath", null));
    refuses(claims -> claims.jwtID(null));
    refuses(claims -> claims.jwtID("x".repeat(129)));
  }

  @Test
  void takesThePublicUrlAsRfc3986Normalises() {
    me(ONE, proof(claims -> claims.claim("htu", "HTTPS://BROKER.test:443/v1/me"))).expect(200);
  }

  @Test
  void refusesAProofThatIsTooOldOrOfTheFuture() {
    refuses(claims -> claims.issueTime(Date.from(CLOCK.instant().minusSeconds(61))));
    refuses(claims -> claims.issueTime(Date.from(CLOCK.instant().plusSeconds(61))));
    refuses(claims -> claims.issueTime(null));
  }

  @Test
  void looksAtNoForwardedHeader() {
    String proof = proof(claims -> claims.claim("htu", "https://evil.test/v1/me"));
    HttpRequest.Builder request =
        request(proof)
            .header("X-Forwarded-Host", "evil.test")
            .header("X-Forwarded-Proto", "https")
            .header("Forwarded", "host=evil.test;proto=https");
    kurt.device().send(ONE, request).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void refusesTwoProofsAndNone() {
    kurt.device()
        .send(ONE, request(proof(claims -> claims)).header("DPoP", proof(claims -> claims)))
        .expect(ProblemType.INVALID_PROOF);
    kurt.device()
        .send(ONE, kurt.device().request(ONE, "GET", "/v1/me", null, ""))
        .expect(ProblemType.INVALID_PROOF);
    me(ONE, "no.jwt.atall").expect(ProblemType.INVALID_PROOF);
    me(ONE, "x".repeat(5000)).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void refusesAlgorithmsThatProveNothing() throws JOSEException {
    JWTClaimsSet claims = claims(c -> c);
    me(ONE, new PlainJWT(claims).serialize()).expect(ProblemType.INVALID_PROOF);

    SignedJWT symmetric =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(kurt.device().key().toPublicJWK())
                .build(),
            claims);
    symmetric.sign(new MACSigner(new byte[32]));
    me(ONE, symmetric.serialize()).expect(ProblemType.INVALID_PROOF);

    SignedJWT confused = new SignedJWT(symmetric.getHeader(), claims(c -> c));
    confused.sign(new MACSigner(kurt.device().key().toPublicJWK().toJSONString()));
    me(ONE, confused.serialize()).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void refusesAProofThatWasMadeForAnotherToken() {
    String before = token();
    String proof = kurt.device().proof("GET", "/v1/me", before, claims -> claims);
    kurt.device().refresh(ONE).expect(200);
    assertThat(token()).isNotEqualTo(before);
    me(OTHER, proof).expect(ProblemType.INVALID_PROOF);
    me(OTHER, proof(claims -> claims)).expect(200);
  }

  @Test
  void looksAtNoHostHeaderNeitherForProofsNorForLinks() throws IOException {
    String evil = proof(claims -> claims.claim("htu", "https://evil.test/v1/me"));
    assertThat(spoofed("GET /v1/me", token(), evil, ""))
        .startsWith("HTTP/1.1 401")
        .contains("invalid_dpop_proof");
    assertThat(spoofed("GET /v1/me", token(), proof(claims -> claims), ""))
        .startsWith("HTTP/1.1 200")
        .contains("\"kurt\"");

    ClientDevice admin = ADMIN.fresh(ONE);
    String adminsToken = Objects.requireNonNull(admin.accessToken());
    String invitation =
        spoofed(
            "POST /v1/invitations",
            adminsToken,
            admin.proof("POST", "/v1/invitations", adminsToken, claims -> claims),
            "{\"memberName\": \"spoofed\", \"roles\": [], \"teams\": []}");
    assertThat(invitation)
        .startsWith("HTTP/1.1 201")
        .contains(Replica.PUBLIC_URL + "/enrol#")
        .doesNotContain("evil.test");
  }

  /** As Java's own client doesn't let one send it. */
  private static String spoofed(String line, String token, String proof, String body)
      throws IOException {
    String request =
        """
        %s HTTP/1.1
        Host: evil.test
        X-Forwarded-Host: evil.test
        Forwarded: host=evil.test
        Authorization: DPoP %s
        DPoP: %s
        Content-Type: application/json
        Content-Length: %d
        Connection: close

        %s"""
            .formatted(line, token, proof, body.length(), body)
            .replace("\n", "\r\n");
    try (Socket socket =
        TrustsAll.context().getSocketFactory().createSocket("localhost", ONE.of("/").getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void refusesASignatureByAnotherKeyThanTheOneItShows() {
    String[] mine = proof(claims -> claims).split("\\.", -1);
    String[] others =
        new ClientDevice(CLOCK).proof("GET", "/v1/me", token(), c -> c).split("\\.", -1);
    me(ONE, mine[0] + "." + mine[1] + "." + others[2]).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void refusesAnotherType() throws JOSEException {
    ECKey key = kurt.device().key();
    SignedJWT plain =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .jwk(key.toPublicJWK())
                .build(),
            claims(c -> c));
    plain.sign(new com.nimbusds.jose.crypto.ECDSASigner(key));
    me(ONE, plain.serialize()).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void takesNoBearerToken() {
    kurt.device()
        .send(
            ONE,
            HttpRequest.newBuilder(ONE.of("/v1/me")).header("Authorization", "Bearer " + token()))
        .expect(ProblemType.SIGN_IN_REQUIRED);
  }

  private static void refuses(UnaryOperator<JWTClaimsSet.Builder> changed) {
    me(ONE, proof(changed)).expect(ProblemType.INVALID_PROOF);
  }

  private static String proof(UnaryOperator<JWTClaimsSet.Builder> changed) {
    return kurt.device().proof("GET", "/v1/me", token(), changed);
  }

  private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> changed) {
    return kurt.device()
        .claims(
            "GET", "/v1/me", token(), c -> changed.apply(c.jwtID(UUID.randomUUID().toString())));
  }

  private static String token() {
    return Objects.requireNonNull(kurt.device().accessToken());
  }

  private static Answer me(Replica replica, String proof) {
    return kurt.device().send(replica, onReplica(replica, proof));
  }

  private static HttpRequest.Builder onReplica(Replica replica, String proof) {
    return kurt.device().request(replica, "GET", "/v1/me", null, "").header("DPoP", proof);
  }

  private static HttpRequest.Builder request(String proof) {
    return onReplica(ONE, proof);
  }
}
