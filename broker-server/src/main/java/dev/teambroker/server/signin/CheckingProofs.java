package dev.teambroker.server.signin;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.signin.ProofKeys.Header;
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
  private static final int LONGEST = 4096;
  private static final int LONGEST_ID = 128;
  private static final int HTTPS_PORT = 443;

  private final ProofKeys keys = new ProofKeys();
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
      return check(JOSEObject.split(headers.getFirst()), request, accessToken);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return new Proof.Refused("The DPoP header is not a signed JWT of RFC 9449.");
    }
  }

  private Proof check(Base64URL[] parts, HttpServletRequest request, @Nullable Secret accessToken)
      throws ParseException {
    if (parts.length != 3) {
      throw new ParseException("a signed JWT has three parts", 0);
    }
    return switch (keys.read(parts[0].toString())) {
      case Header.Refused(String why) -> new Proof.Refused(why);
      case Header.OfKey key -> check(key, parts, request, accessToken);
    };
  }

  private Proof check(
      Header.OfKey key, Base64URL[] parts, HttpServletRequest request, @Nullable Secret accessToken)
      throws ParseException {
    JWTClaimsSet claims = JWTClaimsSet.parse(parts[1].decodeToString());
    String nonce = claims.getStringClaim("nonce");
    if (nonce == null || !nonces.isRecent(nonce)) {
      return new Proof.NonceWanted();
    }
    String fault = faultOf(claims, request, accessToken);
    if (fault != null) {
      return new Proof.Refused(fault);
    }
    return key.hasSigned(parts[0] + "." + parts[1], parts[2])
        ? new Proof.Proven(
            new ProofUse(key.thumbprint(), claims.getJWTID(), issuedAt(claims).plus(WINDOW)))
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
