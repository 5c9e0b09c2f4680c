package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A device that nobody uses yet; the only answer that ever holds its seed. No QR code. */
final class CreateVirtualMfaDevice implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String name = call.given().required("VirtualMFADeviceName", Rules.DEVICE_NAME);
    String arn = call.account().iamArn("mfa/" + name);
    call.event().requested("virtualMFADeviceName", name).about("AWS::IAM::VirtualMFADevice", arn);
    call.authorise("iam:" + name(), arn);
    call.refuse(
        Enforcement.MFA_DEVICE_NAME_UNIQUE,
        call.account().mfaDevice(arn).isPresent(),
        () ->
            AwsError.conflict(
                "EntityAlreadyExists",
                "MFADevice entity at the same path and name already exists."));
    MfaDevice device = call.account().createMfaDevice(name);
    byte[] seed = device.base32Seed().getBytes(StandardCharsets.US_ASCII);
    result.within(
        "VirtualMFADevice",
        xml ->
            xml.leaf("SerialNumber", device.arn())
                .leaf("Base32StringSeed", Base64.getEncoder().encodeToString(seed)));
    call.event().answered("serialNumber", device.arn());
  }

  @Override
  public String name() {
    return "CreateVirtualMFADevice";
  }
}
