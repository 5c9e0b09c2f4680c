package dev.teambroker.server.aws;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Who the broker itself is at AWS: the one provider that {@code broker.aws.identity} names, and no
 * other, whatever variables and files there are. Its credentials are kept until shortly before they
 * expire. Thread-safe.
 */
@Component
class BrokerIdentity {
  private final IdentityProvider provider;
  private final InstantSource clock;
  private final KeptSession kept = new KeptSession();

  BrokerIdentity(
      AwsProperties properties,
      ProviderVariables variables,
      AwsCalls calls,
      AwsEndpoints endpoints,
      InstantSource clock) {
    this.clock = clock;
    this.provider =
        switch (properties.identity()) {
          case NONE -> BrokerIdentity::none;
          case INSTANCE -> new InstanceIdentity(new MetadataHttp(), InstanceIdentity.IMDS);
          case CONTAINER -> new ContainerIdentity(new MetadataHttp(), variables);
          case WEB_IDENTITY -> new WebIdentity(variables, calls, endpoints);
        };
  }

  /** Credentials of its own; the caller closes them. */
  Outcome<AwsKey> key() {
    return kept.key(clock.instant(), provider::fetch);
  }

  private static Outcome<SessionCredentials> none() {
    return Outcome.refused(
        ProblemType.CONFLICT,
        "The broker is nobody at AWS (broker.aws.identity=none), so it can't assume a role. Set"
            + " broker.aws.identity to instance, container or web-identity, or take a key.");
  }
}
