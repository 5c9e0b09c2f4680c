package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** Takes a device from its user. */
final class DeactivateMfaDevice implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    Devices.of(call, Target.user(call, name())).disable();
  }

  @Override
  public String name() {
    return "DeactivateMFADevice";
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
