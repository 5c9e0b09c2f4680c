package dev.teambroker.sandbox.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What GetFederationToken gives. */
public final class FederatedSession extends Session {
  private final AccessKey parent;
  private final Account account;
  private final String name;
  private final SessionLimits limits;

  public FederatedSession(
      AccessKey parent,
      Account account,
      String name,
      SessionLimits limits,
      Instant now,
      Duration length) {
    super(account, now, length, Optional.empty());
    this.parent = parent;
    this.account = account;
    this.name = name;
    this.limits = limits;
  }

  /** The key that asked for this session. */
  public AccessKey parent() {
    return parent;
  }

  /** Whose rights it has at most; empty for root. */
  public Optional<User> user() {
    return parent.user();
  }

  public String name() {
    return name;
  }

  public SessionLimits limits() {
    return limits;
  }

  @Override
  public Identity identity() {
    return new Identity(
        account.id(), account.stsArn("federated-user/" + name), account.id() + ":" + name);
  }
}
