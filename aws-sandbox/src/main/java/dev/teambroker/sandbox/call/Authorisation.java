package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.Policies;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides by the caller's own policies, and by those that its session was given. */
public final class Authorisation {
  private final Call call;

  public Authorisation(Call call) {
    this.call = call;
  }

  /** Throws AccessDenied unless the identity's and the session's policies allow it. */
  public void require(Question question) {
    refuse(question, ofIdentity(question), "identity-based", Enforcement.IDENTITY_POLICY);
    refuse(question, ofSession(question), "session", Enforcement.SESSION_POLICY);
  }

  private void refuse(Question question, Decision decision, String kind, Enforcement rule) {
    call.refuse(
        Enforcement.EXPLICIT_DENY,
        decision == Decision.DENIED,
        () -> denied(question, "with an explicit deny in " + article(kind) + " policy"));
    call.refuse(
        rule,
        decision == Decision.NOT_ALLOWED,
        () ->
            denied(
                question,
                "because no %s policy allows the %s action".formatted(kind, question.action())));
  }

  private static String article(String kind) {
    return kind.startsWith("i") ? "an " + kind : "a " + kind;
  }

  /** What the user's or the role's own policies say. Root may do all. */
  public Decision ofIdentity(Question question) {
    Optional<Policies> policies =
        call.caller()
            .user()
            .map(User::policies)
            .or(() -> call.caller().role().map(role -> role.policies()));
    return policies
        .map(own -> own.decide(question, call.now().minus(delay())))
        .orElse(Decision.ALLOWED);
  }

  private Duration delay() {
    return call.settings().get(Delay.POLICY_PROPAGATION);
  }

  /** What the policies that the session was given say; a federation without any may do nothing. */
  public Decision ofSession(Question question) {
    return switch (call.caller().credential()) {
      case AccessKey key -> Decision.ALLOWED;
      case WebIdentityUser user -> Decision.NOT_ALLOWED;
      case UserSession session -> Decision.ALLOWED;
      case FederatedSession session -> anyOf(session.limits().policies(), question);
      case RoleSession session ->
          session.limits().policies().isEmpty()
              ? Decision.ALLOWED
              : anyOf(session.limits().policies(), question);
    };
  }

  private static Decision anyOf(List<PolicyDocument> policies, Question question) {
    return policies.stream()
        .map(policy -> policy.decide(question))
        .reduce(Decision.NOT_ALLOWED, Decision::or);
  }

  /** The refusal in AWS's words. */
  public AwsError denied(Question question, String why) {
    return AwsError.accessDenied(
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(call.caller().identity().arn(), question.action(), question.resource(), why)
            .strip());
  }
}
