package dev.teambroker.server.aws;

import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** This feature without the rest of the broker, its calls going to one address. */
public final class TestAws {
  private TestAws() {}

  public static Sts sts(URI endpoint) {
    return new Sts(calls(endpoint), endpoints(endpoint));
  }

  public static Iam iam(URI endpoint) {
    return new Iam(calls(endpoint), endpoints(endpoint));
  }

  /** By a role that is assumed with a web identity. */
  public static LockedObjects lockedObjects(URI endpoint) {
    AwsClock clock = new AwsClock(InstantSource.system());
    S3Http http = new S3Http(properties(endpoint), new SignedHttp(properties(endpoint), clock));
    return new LockedObjects(http, endpoints(endpoint), identity(endpoint));
  }

  /** By a role that is assumed with a web identity. */
  public static KeyManagement keyManagement(URI endpoint) {
    return keyManagement(endpoint, identity(endpoint));
  }

  /** By a role that is assumed with the web identity that these variables name. */
  public static KeyManagement keyManagement(URI endpoint, Map<String, String> variables) {
    return keyManagement(endpoint, identity(endpoint, TestVariables.of(variables)));
  }

  private static KeyManagement keyManagement(URI endpoint, BrokerIdentity identity) {
    AwsClock clock = new AwsClock(InstantSource.system());
    return new KeyManagement(
        new SignedHttp(properties(endpoint), clock),
        endpoints(endpoint),
        identity,
        new SimpleMeterRegistry());
  }

  private static BrokerIdentity identity(URI endpoint) {
    return identity(
        endpoint,
        TestVariables.of(
            Map.of(
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/broker",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token())));
  }

  private static BrokerIdentity identity(URI endpoint, ProviderVariables variables) {
    AwsProperties properties =
        new AwsProperties(
            IdentitySource.WEB_IDENTITY,
            endpoint,
            Map.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            10);
    return new BrokerIdentity(
        properties, variables, calls(endpoint), endpoints(endpoint), InstantSource.system());
  }

  private static String token() {
    try {
      Path file = Files.createTempFile("token", "");
      file.toFile().deleteOnExit();
      Files.writeString(file, "a.b.c");
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WebIdentity webIdentity(URI endpoint, ProviderVariables variables) {
    return new WebIdentity(variables, calls(endpoint), endpoints(endpoint));
  }

  static AwsCalls calls(URI endpoint) {
    AwsClock clock = new AwsClock(InstantSource.system());
    return new AwsCalls(new AwsHttp(properties(endpoint), clock), new SimpleMeterRegistry());
  }

  static AwsEndpoints endpoints(URI endpoint) {
    return new AwsEndpoints(properties(endpoint), new BrokerSettings(Mode.SANDBOX, null));
  }

  static AwsProperties properties(URI endpoint) {
    return new AwsProperties(
        IdentitySource.NONE, endpoint, Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(2), 10);
  }
}
