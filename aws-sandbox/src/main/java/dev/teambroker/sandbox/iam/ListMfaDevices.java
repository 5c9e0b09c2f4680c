package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** The devices of a user. */
final class ListMfaDevices implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    User user = Target.user(call, name());
    result.leaf("IsTruncated", false);
    result.within(
        "MFADevices",
        list ->
            user.mfaDevices()
                .forEach(
                    device ->
                        list.within(
                            "member",
                            xml ->
                                xml.leaf("UserName", user.name())
                                    .leaf("SerialNumber", device.arn())
                                    .leaf("EnableDate", device.enabledAt()))));
  }

  @Override
  public String name() {
    return "ListMFADevices";
  }
}
