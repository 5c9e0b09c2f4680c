package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.Credential;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.Identity;
import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.account.WebIdentityUser;
import java.util.Optional;

/** Who signed a call, once the signature has been checked. */
public record Caller(Credential credential) {

  public Identity identity() {
    return credential.identity();
  }

  /** The IAM user whose rights count; empty for root and for roles. */
  public Optional<User> user() {
    return switch (credential) {
      case AccessKey key -> key.user();
      case UserSession session -> session.user();
      case FederatedSession session -> session.user();
      case RoleSession role -> Optional.empty();
      case WebIdentityUser user -> Optional.empty();
    };
  }

  public Optional<Role> role() {
    return credential instanceof RoleSession session
        ? Optional.of(session.role())
        : Optional.empty();
  }

  public Optional<Session> session() {
    return credential instanceof Session session ? Optional.of(session) : Optional.empty();
  }

  /** Whether it is an account's root, or a session of it. */
  public boolean isRoot() {
    return user().isEmpty() && role().isEmpty() && !(credential instanceof WebIdentityUser);
  }

  /** The ARN by which trust policies name the caller: a role's, not its session's. */
  public String principalArn() {
    return role().map(Role::arn).orElse(identity().arn());
  }
}
