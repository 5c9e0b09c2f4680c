package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.wire.Xml;

/** PutUserPolicy, PutRolePolicy. */
record PutPolicy(PolicyOwner owner) implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String policy = call.given().required("PolicyName", Rules.POLICY_NAME);
    String document = call.given().required("PolicyDocument", Rules.POLICY_DOCUMENT);
    call.event().requested("policyName", policy).requested("policyDocument", document);
    PolicyOwner.Owned owned = owner.find(call, name());
    owned.policies().put(policy, PolicyDocument.identity(document), call.now());
  }

  @Override
  public String name() {
    return owner.operation("Put");
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
