package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** ListUserPolicies, ListRolePolicies. */
record ListPolicies(PolicyOwner owner) implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    PolicyOwner.Owned owned = owner.find(call, name());
    result.leaf("IsTruncated", false);
    result.within(
        "PolicyNames", list -> owned.policies().names().forEach(name -> list.leaf("member", name)));
  }

  @Override
  public String name() {
    return owner.operation("List");
  }
}
