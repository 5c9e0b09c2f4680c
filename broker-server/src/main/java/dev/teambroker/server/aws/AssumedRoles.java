package dev.teambroker.server.aws;

import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Roles that the broker assumes by its own identity ({@code broker.aws.identity}), each with its
 * ExternalId. A role's session is kept until shortly before it expires. Thread-safe.
 */
@Component
public class AssumedRoles {
  private static final String SESSION_NAME = "team-credential-broker";

  /** The longest that AWS gives to one who is in a role already, as the broker is. */
  private static final Duration LENGTH = Duration.ofHours(1);

  private record Role(Partition partition, String arn, String externalId) {}

  private final BrokerIdentity identity;
  private final Sts sts;
  private final AwsClock clock;
  private final Map<Role, KeptSession> kept = new ConcurrentHashMap<>();

  AssumedRoles(BrokerIdentity identity, Sts sts, AwsClock clock) {
    this.identity = identity;
    this.sts = sts;
    this.clock = clock;
  }

  /** Whether AWS lets the broker assume the role now, whatever is kept. */
  public Outcome<String> prove(Partition partition, String roleArn, String externalId) {
    return assume(new Role(partition, roleArn, externalId))
        .map(
            session -> {
              session.close();
              return roleArn;
            });
  }

  /** What to sign with as that role; the caller closes it. */
  public Outcome<AwsKey> open(Partition partition, String roleArn, String externalId) {
    Role role = new Role(partition, roleArn, externalId);
    return kept.computeIfAbsent(role, _ -> new KeptSession())
        .key(clock.now(partition), () -> assume(role));
  }

  private Outcome<SessionCredentials> assume(Role role) {
    return switch (identity.key()) {
      case Outcome.Refused<AwsKey> refused -> refused.of();
      case Outcome.Done<AwsKey>(AwsKey own) -> {
        try (own) {
          yield switch (sts.assumeRole(role.partition(), own, wanted(role), null)) {
            case AwsAnswer.Answered<SessionCredentials>(SessionCredentials session) ->
                Outcome.done(session);
            case AwsAnswer<SessionCredentials> other -> AwsProblems.of(other);
          };
        }
      }
    };
  }

  private static RoleToAssume wanted(Role role) {
    return new RoleToAssume(
        role.arn(), SESSION_NAME, null, role.externalId(), LENGTH, null, Map.of());
  }
}
