package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;

/** The user, with the id that stays its own. Root is shown as itself, without a name. */
final class GetUser implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    boolean own = call.given().raw("UserName").isEmpty();
    if (own && call.caller().isRoot() && call.caller().credential() instanceof AccessKey key) {
      result.within(
          "User",
          xml ->
              xml.leaf("UserId", key.identity().userId())
                  .leaf("Arn", key.identity().arn())
                  .leaf("CreateDate", key.createdAt()));
      return;
    }
    User user = Target.user(call, name());
    result.within("User", xml -> write(user, xml));
  }

  static void write(User user, Xml xml) {
    xml.leaf("Path", user.path())
        .leaf("UserName", user.name())
        .leaf("UserId", user.id())
        .leaf("Arn", user.arn())
        .leaf("CreateDate", user.createdAt());
  }
}
