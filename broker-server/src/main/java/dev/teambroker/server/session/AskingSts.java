package dev.teambroker.server.session;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Federation;
import dev.teambroker.server.aws.MfaCode;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.RoleToAssume;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.grant.Decision.Permitted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks STS for what was permitted, in the member's name where AWS takes one. */
@Component
class AskingSts {
  private final Sts sts;

  AskingSts(Sts sts) {
    this.sts = sts;
  }

  AwsAnswer<SessionCredentials> ask(Cleared cleared, AwsKey key, @Nullable MfaCode code) {
    Partition partition = cleared.user().partition();
    return switch (cleared.permitted()) {
      case Permitted.User user -> sts.getSessionToken(partition, key, user.duration(), code);
      case Permitted.Role role -> sts.assumeRole(partition, key, toAssume(cleared, role), code);
      case Permitted.Federated federated ->
          sts.getFederationToken(
              partition,
              key,
              new Federation(
                  SessionNames.ofFederation(cleared.member()),
                  federated.duration(),
                  federated.sessionPolicy(),
                  federated.tags()));
    };
  }

  private static RoleToAssume toAssume(Cleared cleared, Permitted.Role role) {
    String name = SessionNames.ofRole(cleared.member());
    return new RoleToAssume(
        role.roleArn(), name, name, null, role.duration(), role.sessionPolicy(), role.tags());
  }
}
