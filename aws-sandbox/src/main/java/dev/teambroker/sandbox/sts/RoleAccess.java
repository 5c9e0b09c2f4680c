package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.policy.Decision.ALLOWED;
import static dev.teambroker.sandbox.policy.Decision.DENIED;

import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.call.Authorisation;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.setting.Enforcement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a role's trust policy and the caller's own policies let the caller in. A trust policy of
 * the caller's account that names the caller itself is enough for AssumeRole; otherwise both have
 * to allow it.
 */
final class RoleAccess {
  private final Call call;
  private final Role role;
  private final Authorisation authorisation;

  RoleAccess(Call call, Role role) {
    this.call = call;
    this.role = role;
    this.authorisation = new Authorisation(call);
  }

  void requireAssumeRole(Question question) {
    boolean sameAccount = role.account().id().equals(call.caller().identity().account());
    requireTrust(question, Enforcement.TRUST);
    boolean trustIsEnough = sameAccount && trust(question, named()) == ALLOWED;
    requireOwn(question, Enforcement.IDENTITY_POLICY, trustIsEnough);
  }

  /** For sts:TagSession and sts:SetSourceIdentity, which both sides have to allow. */
  void requireBoth(Question question, Enforcement rule) {
    requireTrust(question, rule);
    requireOwn(question, rule, false);
  }

  private void requireTrust(Question question, Enforcement rule) {
    Decision decision = trust(question, named()).or(trust(question, byAccount()));
    call.refuse(rule, decision != ALLOWED, () -> authorisation.denied(question, ""));
  }

  private void requireOwn(Question question, Enforcement rule, boolean trustIsEnough) {
    Decision own = authorisation.ofIdentity(question);
    boolean broken = trustIsEnough ? own == DENIED : own != ALLOWED;
    call.refuse(rule, broken, () -> authorisation.denied(question, ""));
    call.refuse(
        Enforcement.SESSION_POLICY,
        authorisation.ofSession(question) != ALLOWED,
        () -> authorisation.denied(question, ""));
  }

  private Decision trust(Question question, Set<String> principals) {
    return role.trust().decide(question, principals::contains);
  }

  private Set<String> named() {
    return new HashSet<>(List.of(call.caller().principalArn(), call.caller().identity().arn()));
  }

  private Set<String> byAccount() {
    return Set.of(call.account().id(), call.account().rootArn(), "*");
  }
}
