package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;

/** An IAM role: whom it trusts, and for how long. */
public final class Role extends IamEntity {
  private volatile PolicyDocument trust;
  private volatile Duration maxSession = Duration.ofHours(1);

  Role(Account account, String path, String name, PolicyDocument trust, Instant createdAt) {
    super(account, path, name, "AROA", createdAt);
    this.trust = trust;
  }

  @Override
  String resourceType() {
    return "role";
  }

  public PolicyDocument trust() {
    return trust;
  }

  public void setTrust(PolicyDocument trust) {
    this.trust = trust;
  }

  public Duration maxSession() {
    return maxSession;
  }

  public void setMaxSession(Duration maxSession) {
    this.maxSession = maxSession;
  }
}
