package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;

/** An IAM role. */
public final class Role {
  private final Account account;
  private final String name;
  private final String id = Ids.uniqueId("AROA");
  private final Instant createdAt;
  private final Policies policies = new Policies();
  private volatile PolicyDocument trust;
  private volatile Duration maxSession = Duration.ofHours(1);

  Role(Account account, String name, PolicyDocument trust, Instant createdAt) {
    this.account = account;
    this.name = name;
    this.trust = trust;
    this.createdAt = createdAt;
  }

  public Account account() {
    return account;
  }

  public String name() {
    return name;
  }

  /** AROA… */
  public String id() {
    return id;
  }

  public String arn() {
    return account.iamArn("role/" + name);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Policies policies() {
    return policies;
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
