package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.wire.Xml;

/** GetUserPolicy, GetRolePolicy. */
record GetPolicy(PolicyOwner owner) implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String policy = call.given().required("PolicyName", Rules.POLICY_NAME);
    PolicyOwner.Owned owned = owner.find(call, name());
    PolicyDocument document =
        owned.policies().get(policy).orElseThrow(() -> owned.missing(policy, owner));
    result
        .leaf(owner.nameElement(), owned.name())
        .leaf("PolicyName", policy)
        .leaf("PolicyDocument", Escaped.of(document.text()));
  }

  @Override
  public String name() {
    return owner.operation("Get");
  }
}
