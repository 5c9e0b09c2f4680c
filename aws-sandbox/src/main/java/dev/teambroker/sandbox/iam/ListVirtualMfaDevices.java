package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** All virtual devices of the account, in use or not. */
final class ListVirtualMfaDevices implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    call.authorise("iam:" + name(), call.account().iamArn("mfa/*"));
    String wanted = call.given().raw("AssignmentStatus").orElse("Any");
    result.leaf("IsTruncated", false);
    result.within(
        "VirtualMFADevices",
        list ->
            call.account().mfaDevices().stream()
                .filter(device -> isWanted(device, wanted))
                .forEach(device -> list.within("member", xml -> write(device, xml))));
  }

  private static boolean isWanted(MfaDevice device, String wanted) {
    return switch (wanted) {
      case "Assigned" -> device.user().isPresent();
      case "Unassigned" -> device.user().isEmpty();
      default -> true;
    };
  }

  private static void write(MfaDevice device, Xml xml) {
    xml.leaf("SerialNumber", device.arn());
    device
        .user()
        .ifPresent(
            user ->
                xml.leaf("EnableDate", device.enabledAt())
                    .within("User", element -> GetUser.write(user, element)));
  }

  @Override
  public String name() {
    return "ListVirtualMFADevices";
  }
}
