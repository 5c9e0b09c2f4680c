package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.wire.Xml;
import java.time.Instant;

/** The user's keys, as they were a while ago if listings are stale. */
final class ListAccessKeys implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    User user = Target.user(call, name());
    Instant asOf = call.now().minus(call.settings().get(Delay.STALE_LISTING));
    result.leaf("IsTruncated", false);
    result.within(
        "AccessKeyMetadata", list -> user.allKeys().forEach(key -> write(user, key, asOf, list)));
  }

  private static void write(User user, AccessKey key, Instant asOf, Xml list) {
    key.listedAt(asOf)
        .ifPresent(
            state ->
                list.within(
                    "member",
                    xml ->
                        xml.leaf("UserName", user.name())
                            .leaf("AccessKeyId", key.id())
                            .leaf("Status", state.text())
                            .leaf("CreateDate", key.createdAt())));
  }
}
