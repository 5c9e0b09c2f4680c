package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.account.Identity;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** Everybody may ask who he is; no policy can forbid it. */
final class GetCallerIdentity implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    Identity identity = call.caller().identity();
    result
        .leaf("Arn", identity.arn())
        .leaf("UserId", identity.userId())
        .leaf("Account", identity.account());
  }
}
