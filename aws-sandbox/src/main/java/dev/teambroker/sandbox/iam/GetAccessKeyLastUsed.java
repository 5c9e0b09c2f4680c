package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.Xml;
import java.util.Optional;

/** When a key was last used: coarsely, so that it proves use, but never that there was none. */
final class GetAccessKeyLastUsed implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String id = call.given().required("AccessKeyId", Rules.ACCESS_KEY_ID);
    call.event().requested("accessKeyId", id);
    Optional<AccessKey> found = Keys.any(call, id);
    Optional<User> user = found.flatMap(AccessKey::user);
    call.authorise("iam:" + name(), user.map(User::arn).orElse(call.account().iamArn("user/*")));
    AccessKey key = found.orElseThrow(() -> Keys.missing(id));
    user.ifPresent(owner -> result.leaf("UserName", owner.name()));
    result.within("AccessKeyLastUsed", xml -> write(key.lastUse(), xml));
  }

  private static void write(Optional<AccessKey.LastUse> use, Xml xml) {
    use.ifPresent(last -> xml.leaf("LastUsedDate", last.at()));
    xml.leaf("ServiceName", use.map(AccessKey.LastUse::service).orElse("N/A"));
    xml.leaf("Region", use.map(AccessKey.LastUse::region).orElse("N/A"));
  }
}
