package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.util.Optional;

/** A role, with whom it trusts and for how long. */
final class GetRole implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String name = call.given().required("RoleName", Rules.ROLE_NAME);
    Optional<Role> named = call.account().role(name);
    call.authorise(
        "iam:" + name(),
        named.map(Role::arn).orElseGet(() -> call.account().iamArn("role/" + name)));
    Role role =
        named.orElseThrow(
            () -> AwsError.noSuchEntity("The role with name " + name + " cannot be found."));
    result.within(
        "Role",
        xml ->
            xml.leaf("Path", role.path())
                .leaf("RoleName", role.name())
                .leaf("RoleId", role.id())
                .leaf("Arn", role.arn())
                .leaf("CreateDate", role.createdAt())
                .leaf("AssumeRolePolicyDocument", Escaped.of(role.trust().text()))
                .leaf("MaxSessionDuration", role.maxSession().toSeconds()));
  }
}
