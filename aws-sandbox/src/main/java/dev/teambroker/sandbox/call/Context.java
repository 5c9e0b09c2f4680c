package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.account.SessionLimits;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.setting.Enforcement;
import java.time.Duration;

/** Fills in the condition keys that AWS knows of every call. */
final class Context {
  private final Call call;

  Context(Call call) {
    this.call = call;
  }

  Question fill(Question question) {
    Caller caller = call.caller();
    question
        .with("aws:PrincipalArn", caller.principalArn())
        .with("aws:PrincipalAccount", caller.identity().account())
        .with("aws:userid", caller.identity().userId())
        .with("aws:SourceIp", call.origin().sourceAddress())
        .with("aws:UserAgent", call.origin().userAgent())
        .with("aws:RequestedRegion", call.origin().region())
        .with("aws:CurrentTime", call.now().toString())
        .with("aws:EpochTime", Long.toString(call.now().getEpochSecond()));
    if (!(caller.credential() instanceof FederatedSession)) {
      caller.user().ifPresent(user -> question.with("aws:username", user.name()));
    }
    caller.session().ifPresent(session -> fill(question, session));
    return question;
  }

  /** These keys exist for temporary credentials only. */
  private void fill(Question question, Session session) {
    if (call.settings().on(Enforcement.TOKEN_ISSUE_TIME_DENY)) {
      question.with("aws:TokenIssueTime", session.issuedAt().toString());
    }
    question.with("aws:MultiFactorAuthPresent", Boolean.toString(session.mfaAt().isPresent()));
    session
        .mfaAt()
        .ifPresent(
            at ->
                question.with(
                    "aws:MultiFactorAuthAge",
                    Long.toString(Duration.between(at, call.now()).toSeconds())));
    switch (call.caller().credential()) {
      case RoleSession role -> fill(question, role.limits());
      case FederatedSession federated -> fill(question, federated.limits());
      case UserSession user -> {}
      case AccessKey key -> {}
      case WebIdentityUser user -> {}
    }
  }

  private static void fill(Question question, SessionLimits limits) {
    limits.sourceIdentity().ifPresent(name -> question.with("aws:SourceIdentity", name));
    limits.tags().forEach((key, value) -> question.with("aws:PrincipalTag/" + key, value));
  }
}
