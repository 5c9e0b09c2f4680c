package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** Learns how far a device's clock is off, from two codes that follow one another. */
final class ResyncMfaDevice implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    MfaDevice device = Devices.of(call, Target.user(call, name()));
    if (!device.resync(Devices.code(call, 1), Devices.code(call, 2), call.now())) {
      throw Devices.invalidCode();
    }
  }

  @Override
  public String name() {
    return "ResyncMFADevice";
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
