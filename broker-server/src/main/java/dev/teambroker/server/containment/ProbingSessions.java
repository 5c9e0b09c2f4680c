package dev.teambroker.server.containment;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.RoleToAssume;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.CodeDraw;
import dev.teambroker.server.shareduser.CodePlanner;
import dev.teambroker.server.shareduser.IssuingKey;
import dev.teambroker.server.shareduser.IssuingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserGrants;
import dev.teambroker.server.web.RequestContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Gets probe sessions, issued before a deny and allowed to do something that a policy can deny.
 * Without MFA that is assuming a granted role; with a code of the user's AWS MFA device also a role
 * that wants MFA, and reading the user itself from IAM. A code is used if there is one right now:
 * the deny doesn't wait for it. Thread-safe.
 */
@Component
class ProbingSessions {
  /** The deny waits for the probe, so not many are tried. */
  private static final int MOST_ROLES = 5;

  private static final String NAME = "team-credential-broker-probe";
  private static final String MAY_DO_NOTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

  private final IssuingKeys keys;
  private final SharedUserGrants grants;
  private final CodePlanner codes;
  private final Sts sts;
  private final Iam iam;

  ProbingSessions(IssuingKeys keys, SharedUserGrants grants, CodePlanner codes, Sts sts, Iam iam) {
    this.keys = keys;
    this.grants = grants;
    this.codes = codes;
    this.sts = sts;
    this.iam = iam;
  }

  /** One that AWS allowed something; empty where there is none, or AWS gives none. */
  Optional<ProbeSession> of(SharedUser user) {
    return session(user).flatMap(session -> allowed(user, session));
  }

  private Optional<ProbeSession> allowed(SharedUser user, AwsKey session) {
    Stream<Function<AwsKey, AwsAnswer<?>>> calls =
        Stream.concat(
            grants.rolesOf(user.sharedUserId()).stream()
                .limit(MOST_ROLES)
                .map(role -> key -> assumed(user, key, role)),
            Stream.of(key -> iam.getUser(user.partition(), key, user.userName())));
    Optional<ProbeSession> allowed =
        calls
            .map(call -> new ProbeSession(session, call))
            .filter(ProbeSession::isAllowed)
            .findFirst();
    if (allowed.isEmpty()) {
      session.close();
    }
    return allowed;
  }

  /** The role's session may do nothing and is dropped. */
  private AwsAnswer<?> assumed(SharedUser user, AwsKey session, String roleArn) {
    AwsAnswer<SessionCredentials> answer =
        sts.assumeRole(
            user.partition(),
            session,
            new RoleToAssume(
                roleArn, NAME, null, null, ProbeSession.LENGTH, MAY_DO_NOTHING, Map.of()),
            null);
    if (answer instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials dropped)) {
      dropped.close();
    }
    return answer;
  }

  private Optional<AwsKey> session(SharedUser user) {
    try (IssuingKey key = keys.open(user).orElse(null)) {
      return key == null
          ? Optional.empty()
          : withCode(user, key)
              .or(
                  () ->
                      issued(
                          sts.getSessionToken(
                              user.partition(), key.key(), ProbeSession.LENGTH, null)));
    }
  }

  /** The code is drawn for the one who contains. */
  private Optional<AwsKey> withCode(SharedUser user, IssuingKey key) {
    RequestContext context = RequestContext.CURRENT.get();
    RequestContext.Actor actor = context.actor();
    if (actor == null
        || !(codes.draw(user, key.key(), new MemberId(actor.memberId()), context.requestId())
            instanceof CodeDraw.Drawn(var slot))) {
      return Optional.empty();
    }
    AwsAnswer<SessionCredentials> answer =
        sts.getSessionToken(user.partition(), key.key(), ProbeSession.LENGTH, slot.code());
    codes.settle(user, slot, answer);
    return issued(answer);
  }

  private static Optional<AwsKey> issued(AwsAnswer<SessionCredentials> answer) {
    return answer instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials issued)
        ? Optional.of(
            AwsKey.ofSession(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()))
        : Optional.empty();
  }
}
