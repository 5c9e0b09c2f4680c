package dev.teambroker.sandbox.sigv4;

import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Authorization header of a signed request, taken apart. */
public record Authorization(Scope scope, List<String> signedHeaders, String signature) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  public Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Throws MissingAuthenticationToken or IncompleteSignature. */
  public static Authorization of(HttpRequest request) {
    Optional<String> header = request.header("authorization");
    if (header.isEmpty()) {
      throw new AwsError(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    String text = header.get().strip();
    if (!text.startsWith(ALGORITHM + " ")) {
      throw incomplete("Unsupported AWS 'algorithm': '" + text.split(" ", 2)[0] + "'.");
    }
    Map<String, String> parts = parts(text.substring(ALGORITHM.length()));
    return new Authorization(
        scope(part(parts, "Credential")),
        List.of(part(parts, "SignedHeaders").split(";", -1)),
        part(parts, "Signature"));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2) {
        parts.put(pair[0], pair[1]);
      }
    }
    return parts;
  }

  private static String part(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static Scope scope(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || !parts[4].equals("aws4_request")) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '"
              + credential
              + "'.");
    }
    return new Scope(parts[0], parts[1], parts[2], parts[3]);
  }

  private static AwsError incomplete(String message) {
    return new AwsError(400, "IncompleteSignature", message);
  }
}
