package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.WEB_TOKEN_AUDIENCE;
import static dev.teambroker.sandbox.setting.Enforcement.WEB_TOKEN_EXPIRY;
import static dev.teambroker.sandbox.setting.Enforcement.WEB_TOKEN_SIGNATURE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.teambroker.sandbox.account.OidcProvider;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.wire.AwsError;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JWT of an OpenID Connect provider, signed with RS256. */
final class WebToken {
  private final String signed;
  private final byte[] signature;
  private final JsonNode header;
  private final JsonNode claims;

  private WebToken(String signed, byte[] signature, JsonNode header, JsonNode claims) {
    this.signed = signed;
    this.signature = signature;
    this.header = header;
    this.claims = claims;
  }

  /** Throws InvalidIdentityToken for what is no JWT. */
  static WebToken parse(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      if (parts.length == 3) {
        return new WebToken(
            parts[0] + "." + parts[1], decoded(parts[2]), json(parts[0]), json(parts[1]));
      }
    } catch (IllegalArgumentException | JacksonException e) {
      throw invalid("The ID Token provided is not a valid JWT.");
    }
    throw invalid("The ID Token provided is not a valid JWT.");
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static JsonNode json(String part) {
    return JsonMapper.shared().readTree(decoded(part));
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "InvalidIdentityToken", message);
  }

  String issuer() {
    return claims.path("iss").asString("");
  }

  String subject() {
    return claims.path("sub").asString("");
  }

  /** Throws InvalidIdentityToken or ExpiredTokenException. */
  void check(OidcProvider provider, Environment environment) {
    refuse(
        environment,
        WEB_TOKEN_SIGNATURE,
        !isSignedBy(provider.key()),
        () -> invalid("The token's signature is not the provider's."));
    long now = environment.clock().instant().getEpochSecond();
    long end = claims.path("exp").asLong(0);
    refuse(
        environment,
        WEB_TOKEN_EXPIRY,
        now >= end,
        () ->
            new AwsError(
                400,
                "ExpiredTokenException",
                "Token expired: current date/time %d must be before the expiration date/time %d"
                    .formatted(now, end)));
    refuse(
        environment,
        WEB_TOKEN_AUDIENCE,
        !isFor(provider.audience()),
        () -> invalid("Incorrect token audience"));
  }

  private static void refuse(
      Environment environment,
      dev.teambroker.sandbox.setting.Enforcement rule,
      boolean broken,
      Supplier<AwsError> refusal) {
    environment.settings().refuse(rule, broken, refusal);
  }

  private boolean isFor(String audience) {
    JsonNode given = claims.path("aud");
    return given.isArray()
        ? given.valueStream().anyMatch(one -> audience.equals(one.asString("")))
        : audience.equals(given.asString(""));
  }

  private boolean isSignedBy(PublicKey key) {
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(signed.getBytes(US_ASCII));
      return "RS256".equals(header.path("alg").asString("")) && check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
