package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** DeleteUserPolicy, DeleteRolePolicy. */
record DeletePolicy(PolicyOwner owner) implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String policy = call.given().required("PolicyName", Rules.POLICY_NAME);
    call.event().requested("policyName", policy);
    PolicyOwner.Owned owned = owner.find(call, name());
    if (!owned.policies().remove(policy, call.now())) {
      throw owned.missing(policy, owner);
    }
  }

  @Override
  public String name() {
    return owner.operation("Delete");
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
