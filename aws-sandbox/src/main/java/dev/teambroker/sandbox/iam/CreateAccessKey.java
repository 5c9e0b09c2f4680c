package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.util.Map;

/** A further key of the user; the only answer that ever holds its secret. */
final class CreateAccessKey implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    User user = Target.user(call, name());
    int most = call.settings().get(Limit.ACCESS_KEYS_PER_USER);
    call.refuse(
        Enforcement.ACCESS_KEY_LIMIT,
        user.keys().size() >= most,
        () ->
            AwsError.conflict(
                "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + most));
    AccessKey key = user.account().createKey(user, call.now());
    result.within(
        "AccessKey",
        xml ->
            xml.leaf("UserName", user.name())
                .leaf("AccessKeyId", key.id())
                .leaf("Status", key.state().text())
                .leaf("SecretAccessKey", key.secret())
                .leaf("CreateDate", key.createdAt()));
    call.event()
        .about("AWS::IAM::AccessKey", key.id())
        .answered(
            "accessKey",
            Map.of("userName", user.name(), "accessKeyId", key.id(), "status", "Active"));
  }
}
