package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The role of the EC2 instance, by the instance metadata service, version 2 only ("Use the Instance
 * Metadata Service to access instance metadata", EC2 User Guide): without the token of a PUT
 * nothing is asked.
 */
final class InstanceIdentity implements IdentityProvider {
  static final URI IMDS = URI.create("http://169.254.169.254");
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  private final MetadataHttp http;
  private final URI service;

  InstanceIdentity(MetadataHttp http, URI service) {
    this.http = http;
    this.service = service;
  }

  @Override
  public Outcome<SessionCredentials> fetch() {
    try {
      String token =
          text("PUT", "/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"));
      Map<String, String> shown = Map.of("X-aws-ec2-metadata-token", token);
      String role = text("GET", ROLES, shown).lines().findFirst().orElse("").strip();
      if (role.isEmpty()) {
        return unavailable("the instance has no role");
      }
      return MetadataCredentials.read(
              http.send("GET", service.resolve(ROLES + PercentEncoding.of(role)), shown))
          .map(Outcome::done)
          .orElseGet(() -> unavailable("the answer holds no credentials"));
    } catch (MetadataHttp.Unanswered e) {
      return unavailable(e.getMessage());
    }
  }

  private String text(String method, String path, Map<String, String> headers)
      throws MetadataHttp.Unanswered {
    return new String(http.send(method, service.resolve(path), headers), UTF_8);
  }

  private static Outcome<SessionCredentials> unavailable(@Nullable String why) {
    return Outcome.refused(
        ProblemType.AWS_UNAVAILABLE,
        "The broker's own credentials can't be had of the instance's metadata service (IMDSv2): "
            + why
            + ".");
  }
}
