package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.IamEntity;
import dev.teambroker.sandbox.account.Policies;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Optional;

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
    Optional<? extends IamEntity> named =
        this == USER ? call.account().user(name) : call.account().role(name);
    call.authorise(
        "iam:" + operation,
        named.map(IamEntity::arn).orElseGet(() -> call.account().iamArn(word() + "/" + name)));
    return named
        .map(entity -> new Owned(name, entity.policies()))
        .orElseThrow(
            () ->
                AwsError.noSuchEntity(
                    "The %s with name %s cannot be found.".formatted(word(), name)));
  }

  private String word() {
    return this == USER ? "user" : "role";
  }

  /** A user's or role's policies. */
  record Owned(String name, Policies policies) {
    AwsError missing(String policy, PolicyOwner owner) {
      return AwsError.noSuchEntity(
          "The %s policy with name %s cannot be found.".formatted(owner.word(), policy));
    }
  }
}
