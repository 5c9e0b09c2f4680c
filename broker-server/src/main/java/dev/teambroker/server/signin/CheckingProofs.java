package dev.teambroker.server.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks a DPoP proof (RFC 9449, section 4.3) against the request and the configured public URL,
 * never the Host header. Whether it was used before is {@link SpentProofs}' to say.
 */
@Component
class CheckingProofs {
  static final String HEADER = "DPoP";
  static final Duration WINDOW = Duration.ofSeconds(60);
  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
  private static final int LONGEST = 4096;
  private static final int LONGEST_ID = 128;
  private static final int HTTPS_PORT = 443;

  private final PublicUrl publicUrl;
  private final Nonces nonces;
  private final InstantSource clock;

  CheckingProofs(PublicUrl publicUrl, Nonces nonces, InstantSource clock) {
    this.publicUrl = publicUrl;
    this.nonces = nonces;
    this.clock = clock;
  }

  /** The request's proof; with an access token it has to be bound to that one. */
  Proof check(HttpServletRequest request, @Nullable Secret accessToken) {
    List<String> headers = Collections.list(request.getHeaders(HEADER));
    if (headers.size() != 1 || headers.getFirst().length() > LONGEST) {
      return new Proof.Refused("One DPoP header is required, of 4096 characters at most.");
    }
    try {
      return check(SignedJWT.parse(headers.getFirst()), request, accessToken);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return new Proof.Refused("The DPoP header is not a signed JWT of RFC 9449.");
    }
  }

  private Proof check(SignedJWT jwt, HttpServletRequest request, @Nullable Secret accessToken)
      throws ParseException {
    JWSHeader header = jwt.getHeader();
    if (!TYPE.equals(header.getType())) {
      return new Proof.Refused("typ: dpop+jwt");
    }
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || header.getCriticalParams() != null) {
      return new Proof.Refused("alg: ES256, and no crit");
    }
    if (!(header.getJWK() instanceof ECKey key)
        || !Curve.P_256.equals(key.getCurve())
        || key.isPrivate()) {
      return new Proof.Refused("jwk: the public key, on P-256");
    }
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    String nonce = claims.getStringClaim("nonce");
    if (nonce == null || !nonces.isRecent(nonce)) {
      return new Proof.NonceWanted();
    }
    String fault = faultOf(claims, request, accessToken);
    if (fault != null) {
      return new Proof.Refused(fault);
    }
    return isSignedBy(key, jwt)
        ? new Proof.Proven(
            new ProofUse(thumbprint(key), claims.getJWTID(), issuedAt(claims).plus(WINDOW)))
        : new Proof.Refused("The signature is not by the key in jwk.");
  }

  private @Nullable String faultOf(
      JWTClaimsSet claims, HttpServletRequest request, @Nullable Secret accessToken)
      throws ParseException {
    String id = claims.getJWTID();
    if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
      return "jti: 1 to 128 characters, different for each request";
    }
    if (!request.getMethod().equals(claims.getStringClaim("htm"))) {
      return "htm: the request's method";
    }
    if (!isThisAddress(claims.getStringClaim("htu"), request.getRequestURI())) {
      return "htu: the request's address at " + publicUrl.uri() + ", without a query";
    }
    if (claims.getIssueTime() == null || !isRecent(issuedAt(claims))) {
      return "iat: now, to a minute; the Date header tells the server's time";
    }
    String hash = claims.getStringClaim("ath");
    return accessToken == null || hashOf(accessToken).equals(hash)
        ? null
        : "ath: the hash of the access token";
  }

  private boolean isThisAddress(@Nullable String htu, String path) {
    if (htu == null) {
      return false;
    }
    try {
      URI claimed = new URI(htu);
      URI expected = publicUrl.of(path);
      return expected.getScheme().equalsIgnoreCase(claimed.getScheme())
          && expected.getHost().equalsIgnoreCase(claimed.getHost())
          && port(expected) == port(claimed)
          && Objects.equals(expected.getRawPath(), claimed.getRawPath())
          && claimed.getRawQuery() == null
          && claimed.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
  }

  private boolean isRecent(Instant issuedAt) {
    return Duration.between(issuedAt, clock.instant()).abs().compareTo(WINDOW) <= 0;
  }

  private static Instant issuedAt(JWTClaimsSet claims) {
    return claims.getIssueTime().toInstant();
  }

  private static boolean isSignedBy(ECKey key, SignedJWT jwt) {
    try {
      return jwt.verify(new ECDSAVerifier(key.toECPublicKey()));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hashOf(Secret accessToken) {
    return accessToken.reveal(
        bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(sha256().digest(bytes)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
