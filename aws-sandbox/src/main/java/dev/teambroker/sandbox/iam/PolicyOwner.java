package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.Policies;
import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;

/** Whoever has inline policies: users and roles. */
enum PolicyOwner {
  USER("User"),
  ROLE("Role");

  private final String kind;

  PolicyOwner(String kind) {
    this.kind = kind;
  }

  /** {@code PutUserPolicy}, {@code ListRolePolicies} and so on. */
  String operation(String verb) {
    return verb + kind + (verb.equals("List") ? "Policies" : "Policy");
  }

  /** The element of answers that says whose policy it is. */
  String nameElement() {
    return kind + "Name";
  }

  /** Authorises the operation, then finds the owner. */
  Owned find(Call call, String operation) {
    String name =
        call.given().required(nameElement(), this == USER ? Rules.USER_NAME : Rules.ROLE_NAME);
    call.event()
        .requested(kind.equals("User") ? "userName" : "roleName", name)
        .about("AWS::IAM::" + kind, name);
    String path = kind.equals("User") ? "user/" : "role/";
    call.authorise("iam:" + operation, call.account().iamArn(path + name));
    return switch (this) {
      case USER ->
          call.account()
              .user(name)
              .map(User::policies)
              .map(policies -> new Owned(name, policies))
              .orElseThrow(() -> missing("user", name));
      case ROLE ->
          call.account()
              .role(name)
              .map(Role::policies)
              .map(policies -> new Owned(name, policies))
              .orElseThrow(() -> missing("role", name));
    };
  }

  private static AwsError missing(String kind, String name) {
    return AwsError.noSuchEntity("The %s with name %s cannot be found.".formatted(kind, name));
  }

  /** A user's or role's policies. */
  record Owned(String name, Policies policies) {
    AwsError missing(String policy, PolicyOwner owner) {
      return AwsError.noSuchEntity(
          "The %s policy with name %s cannot be found."
              .formatted(owner == USER ? "user" : "role", policy));
    }
  }
}
