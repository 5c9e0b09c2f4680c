package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.SignIns;
import java.util.List;
import java.util.Map;

/** What no handler says about the API. */
final class Fixed {
  static final Map<String, Object> INFO =
      Map.of(
          "title", "Team Credential Broker",
          "version", "1",
          "description",
              """
              Sessions of shared AWS IAM users, for members. Every answer that is no success is a \
              problem (RFC 9457), told apart by its type. Every request but the one for this \
              description carries a DPoP proof (RFC 9449) by the device's key, for the address that \
              members know the broker by; a proof without the current nonce is answered with \
              use-dpop-nonce and the nonce in the header DPoP-Nonce.\
              """);

  static final Map<String, Object> SECURITY =
      Map.of(
          "accessToken",
              Map.of(
                  "type", "http",
                  "scheme", "DPoP",
                  "description",
                      "The access token of /v1/token, bound to the device's key (RFC 9449, 7.1)."),
          "proof",
              Map.of(
                  "type", "apiKey",
                  "in", "header",
                  "name", "DPoP",
                  "description", "A proof by the device's key, ES256, used once (RFC 9449, 4.2)."));

  static final Map<String, Object> HEADERS =
      Map.of(
          "X-Request-Id", header("string", "finds the request in the log and the audit trail"),
          "WWW-Authenticate", header("string", "DPoP, with the error of RFC 9449"),
          "DPoP-Nonce", header("string", "the nonce for the next proof"),
          "Retry-After", header("integer", "seconds after which asking again can help"));

  /** RFC 6749, section 4.5 (a grant type of the broker's own) and section 6. */
  static final Map<String, Object> TOKEN_FORM =
      Map.of(
          "oneOf",
          List.of(form(SignIns.DEVICE_GRANT, "code"), form("refresh_token", "refresh_token")));

  private Fixed() {}

  private static Map<String, Object> header(String type, String description) {
    return Map.of("description", description, "schema", Map.of("type", type));
  }

  private static Map<String, Object> form(String grantType, String field) {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(
            "grant_type",
            Map.of("const", grantType),
            field,
            Map.of("type", "string", "format", "password", "maxLength", 4096)),
        "required",
        List.of("grant_type", field),
        "additionalProperties",
        false);
  }
}
