package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;

/** Finds the MFA device that a call names, and takes its codes. */
final class Devices {
  private Devices() {}

  static MfaDevice existing(Call call) {
    String serial = serial(call);
    return call.account()
        .mfaDevice(serial)
        .orElseThrow(
            () ->
                AwsError.noSuchEntity(
                    "VirtualMFADevice with serial number " + serial + " doesn't exist."));
  }

  static MfaDevice of(Call call, User user) {
    String serial = serial(call);
    return user.mfaDevices().stream()
        .filter(device -> device.arn().equals(serial))
        .findFirst()
        .orElseThrow(() -> AwsError.noSuchEntity("MFA Device invalid for user."));
  }

  private static String serial(Call call) {
    String serial = call.given().required("SerialNumber", Rules.SERIAL_NUMBER);
    call.event().requested("serialNumber", serial).about("AWS::IAM::VirtualMFADevice", serial);
    return serial;
  }

  static String code(Call call, int number) {
    return call.given().required("AuthenticationCode" + number, Rules.CODE);
  }

  static AwsError invalidCode() {
    return new AwsError(
        403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
  }
}
