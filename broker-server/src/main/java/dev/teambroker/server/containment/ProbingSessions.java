package dev.teambroker.server.containment;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.shareduser.IssuingKey;
import dev.teambroker.server.shareduser.IssuingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserGrants;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gets probe sessions, issued before a deny and allowed to do something. Thread-safe. */
@Component
class ProbingSessions {
  /** The deny waits for the probe, so not many are tried. */
  private static final int MOST_ROLES = 5;

  private final IssuingKeys keys;
  private final SharedUserGrants grants;
  private final Sts sts;

  ProbingSessions(IssuingKeys keys, SharedUserGrants grants, Sts sts) {
    this.keys = keys;
    this.grants = grants;
    this.sts = sts;
  }

  /** One that may assume a role that is granted; empty where there is none, or AWS gives none. */
  Optional<ProbeSession> of(SharedUser user) {
    List<String> roles = grants.rolesOf(user.sharedUserId());
    return roles.isEmpty() ? Optional.empty() : session(user).flatMap(key -> of(user, key, roles));
  }

  private Optional<ProbeSession> of(SharedUser user, AwsKey session, List<String> roles) {
    Optional<ProbeSession> allowed =
        roles.stream()
            .limit(MOST_ROLES)
            .map(role -> new ProbeSession(sts, user.partition(), session, role))
            .filter(ProbeSession::isAllowed)
            .findFirst();
    if (allowed.isEmpty()) {
      session.close();
    }
    return allowed;
  }

  private Optional<AwsKey> session(SharedUser user) {
    try (IssuingKey key = keys.open(user).orElse(null)) {
      return key != null
              && sts.getSessionToken(user.partition(), key.key(), ProbeSession.LENGTH, null)
                  instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials issued)
          ? Optional.of(
              AwsKey.ofSession(
                  issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()))
          : Optional.empty();
    }
  }
}
