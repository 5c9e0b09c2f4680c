package dev.teambroker.sandbox.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What AssumeRole gives. */
public final class RoleSession extends Session {
  private final Role role;
  private final String name;
  private final boolean chained;
  private final SessionLimits limits;

  public RoleSession(
      Role role, String name, boolean chained, SessionLimits limits, Instant now, Duration length) {
    super(role.account(), now, length, Optional.empty());
    this.role = role;
    this.name = name;
    this.chained = chained;
    this.limits = limits;
  }

  public Role role() {
    return role;
  }

  public String name() {
    return name;
  }

  /** Whether session credentials assumed the role. */
  public boolean chained() {
    return chained;
  }

  public SessionLimits limits() {
    return limits;
  }

  @Override
  public Identity identity() {
    Account account = role.account();
    return new Identity(
        account.id(),
        account.stsArn("assumed-role/" + role.name() + "/" + name),
        role.id() + ":" + name);
  }
}
