package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.SandboxClock;
import java.time.Duration;

/** An IAM role, as a test sets it up. */
public final class SandboxRole {
  static final PolicyDocument TRUSTING_NOBODY =
      PolicyDocument.trust(
          """
          {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}""");

  private final Role role;
  private final SandboxClock clock;

  SandboxRole(Role role, SandboxClock clock) {
    this.role = role;
    this.clock = clock;
  }

  public String arn() {
    return role.arn();
  }

  /** Lets the user, by name, assume it, tag the session and set a source identity. */
  public SandboxRole trusting(SandboxUser user) {
    return trusting(user.arn());
  }

  /** The same for a principal: an ARN, or an account's number or root ARN. */
  public SandboxRole trusting(String principal) {
    return withTrust(trust(principal, "{}"));
  }

  /** The same, but only with this external id. */
  public SandboxRole trusting(String principal, String externalId) {
    return withTrust(
        trust(principal, "{\"StringEquals\": {\"sts:ExternalId\": \"" + externalId + "\"}}"));
  }

  /** The same, but only with a second factor. */
  public SandboxRole trustingWithMfa(String principal) {
    return withTrust(trust(principal, "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"));
  }

  /** Lets whom the provider's tokens name as this subject assume it. */
  public SandboxRole trusting(SandboxOidcProvider provider, String subject) {
    return withTrust(
        """
        {"Statement": [{
           "Effect": "Allow",
           "Principal": {"Federated": "%s"},
           "Action": "sts:AssumeRoleWithWebIdentity",
           "Condition": {"StringEquals": {"%s:sub": "%s"}}}]}"""
            .formatted(provider.arn(), provider.name(), subject));
  }

  private static String trust(String principal, String condition) {
    return """
        {"Version": "2012-10-17",
         "Statement": [{
           "Effect": "Allow",
           "Principal": {"AWS": "%s"},
           "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
           "Condition": %s}]}"""
        .formatted(principal, condition);
  }

  public SandboxRole withTrust(String json) {
    role.setTrust(PolicyDocument.trust(json));
    return this;
  }

  public SandboxRole withPolicy(String name, String json) {
    role.policies().put(name, PolicyDocument.identity(json), clock.instant());
    return this;
  }

  public SandboxRole withMaxSession(Duration length) {
    role.setMaxSession(length);
    return this;
  }
}
