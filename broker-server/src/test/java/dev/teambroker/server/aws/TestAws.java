package dev.teambroker.server.aws;

import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
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
