package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;

/** Deletes a device that nobody uses. */
final class DeleteVirtualMfaDevice implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    call.authorise("iam:" + name(), call.given().raw("SerialNumber").orElse("*"));
    MfaDevice device = Devices.existing(call);
    call.refuse(
        Enforcement.MFA_DEVICE_IN_USE,
        device.user().isPresent(),
        () ->
            AwsError.conflict(
                "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first."));
    call.account().deleteMfaDevice(device);
  }

  @Override
  public String name() {
    return "DeleteVirtualMFADevice";
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
