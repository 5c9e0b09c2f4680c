package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;

/** The long-term key behind a call. */
final class Parent {
  private Parent() {}

  static AccessKey of(Call call) {
    return switch (call.caller().credential()) {
      case AccessKey key -> key;
      case UserSession session -> session.parent();
      case FederatedSession session -> session.parent();
      case WebIdentityUser user -> throw AwsError.accessDenied("A web identity has no key.");
      case RoleSession role -> throw AwsError.accessDenied("A role has no long-term key.");
    };
  }
}
