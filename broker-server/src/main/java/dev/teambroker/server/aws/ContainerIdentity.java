package dev.teambroker.server.aws;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container's role, as ECS and EKS Pod Identity hand it out ("Container credential provider", AWS
 * SDKs and Tools Reference Guide). Plain http goes to loopback and to the two services' addresses
 * alone.
 */
final class ContainerIdentity implements IdentityProvider {
  private static final String ECS = "http://169.254.170.2";
  private static final Set<String> PLAIN =
      Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  private final MetadataHttp http;
  private final ProviderVariables variables;
  private final URI endpoint;

  /**
   * Takes the address from the container's variables.
   *
   * @throws IllegalArgumentException when none is set, or it isn't one that may be asked
   */
  ContainerIdentity(MetadataHttp http, ProviderVariables variables) {
    this.http = http;
    this.variables = variables;
    this.endpoint = endpoint(variables);
  }

  private static URI endpoint(ProviderVariables variables) {
    String relative = variables.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full =
        relative == null ? variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI") : ECS + relative;
    if (full == null || (relative != null && !relative.startsWith("/"))) {
      throw new IllegalArgumentException(
          "broker.aws.identity=container needs AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, a path, or"
              + " AWS_CONTAINER_CREDENTIALS_FULL_URI");
    }
    URI endpoint = URI.create(full);
    String host = endpoint.getHost();
    if (host == null || !("https".equals(endpoint.getScheme()) || isPlain(endpoint, host))) {
      throw new IllegalArgumentException(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI takes an https address, or an http address of"
              + " loopback, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]");
    }
    return endpoint;
  }

  private static boolean isPlain(URI endpoint, String host) {
    return "http".equals(endpoint.getScheme()) && (PLAIN.contains(host) || isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public Outcome<SessionCredentials> fetch() {
    try {
      String token = token();
      return MetadataCredentials.read(
              http.send("GET", endpoint, token == null ? Map.of() : Map.of("Authorization", token)))
          .map(Outcome::done)
          .orElseGet(() -> unavailable("the answer holds no credentials"));
    } catch (MetadataHttp.Unanswered e) {
      return unavailable(e.getMessage());
    } catch (IOException e) {
      return unavailable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read");
    }
  }

  /** The file is read each time, for it is renewed. */
  private @Nullable String token() throws IOException {
    String file = variables.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    return file == null
        ? variables.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        : Files.readString(Path.of(file));
  }

  private static Outcome<SessionCredentials> unavailable(@Nullable String why) {
    return Outcome.refused(
        ProblemType.AWS_UNAVAILABLE,
        "The broker's own credentials can't be had of the container's credentials service: "
            + why
            + ".");
  }
}
