package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;

/** Gives a device to a user, who shows two codes that follow one another. */
final class EnableMfaDevice implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    User user = Target.user(call, name());
    MfaDevice device = Devices.existing(call);
    String first = Devices.code(call, 1);
    String second = Devices.code(call, 2);
    call.refuse(
        Enforcement.MFA_DEVICE_ENABLED_ONCE,
        device.user().isPresent(),
        () -> AwsError.conflict("EntityAlreadyExists", "MFA Device is already in use."));
    int most = call.settings().get(Limit.MFA_DEVICES_PER_USER);
    call.refuse(
        Enforcement.MFA_DEVICE_LIMIT,
        user.mfaDevices().size() >= most,
        () ->
            AwsError.conflict(
                "LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: " + most));
    if (!device.enableFor(user, first, second, call.now())) {
      throw Devices.invalidCode();
    }
  }

  @Override
  public String name() {
    return "EnableMFADevice";
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
