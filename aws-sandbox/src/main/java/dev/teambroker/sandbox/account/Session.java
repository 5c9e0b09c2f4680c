package dev.teambroker.sandbox.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Temporary credentials, each with an id of its own. */
public abstract sealed class Session implements Credential
    permits UserSession, RoleSession, FederatedSession {
  private final String id;
  private final String secret = Ids.secret();
  private final String token = Ids.token();
  private final Instant issuedAt;
  private final Instant expiresAt;
  private final Optional<Instant> mfaAt;

  Session(Account account, Instant issuedAt, Duration length, Optional<Instant> mfaAt) {
    this.id = Ids.keyId("ASIA", account.id());
    this.issuedAt = issuedAt;
    this.expiresAt = issuedAt.plus(length);
    this.mfaAt = mfaAt;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String secret() {
    return secret;
  }

  public final String token() {
    return token;
  }

  public final Instant issuedAt() {
    return issuedAt;
  }

  public final Instant expiresAt() {
    return expiresAt;
  }

  /** When a second factor was shown for it. */
  public final Optional<Instant> mfaAt() {
    return mfaAt;
  }
}
