package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** Ends a key for good. Sessions that it issued live on. */
final class DeleteAccessKey implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    Keys.of(call, Target.user(call, name())).set(AccessKey.State.DELETED, call.now());
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
