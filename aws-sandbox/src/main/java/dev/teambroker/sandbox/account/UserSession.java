package dev.teambroker.sandbox.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What GetSessionToken gives: the user again, or root. */
public final class UserSession extends Session {
  private final AccessKey parent;

  public UserSession(
      AccessKey parent, Account account, Instant now, Duration length, Optional<Instant> mfaAt) {
    super(account, now, length, mfaAt);
    this.parent = parent;
  }

  /** The key that asked for this session. */
  public AccessKey parent() {
    return parent;
  }

  /** Empty for a session of root. */
  public Optional<User> user() {
    return parent.user();
  }

  @Override
  public Identity identity() {
    return parent.identity();
  }
}
