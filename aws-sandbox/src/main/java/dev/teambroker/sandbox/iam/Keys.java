package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.Credential;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Optional;

/** Finds the access key that a call names. */
final class Keys {
  private Keys() {}

  static AccessKey of(Call call, User user) {
    String id = call.given().required("AccessKeyId", Rules.ACCESS_KEY_ID);
    call.event().requested("accessKeyId", id).about("AWS::IAM::AccessKey", id);
    Optional<AccessKey> own = user.key(id);
    call.refuse(Enforcement.KEY_OF_USER, own.isEmpty(), () -> missing(id));
    return own.or(() -> any(call, id)).orElseThrow(() -> missing(id));
  }

  static Optional<AccessKey> any(Call call, String id) {
    Optional<Credential> found = call.world().credential(id);
    return found
        .filter(AccessKey.class::isInstance)
        .map(AccessKey.class::cast)
        .filter(key -> key.state() != AccessKey.State.DELETED);
  }

  static AwsError missing(String id) {
    return AwsError.noSuchEntity("The Access Key with id " + id + " cannot be found.");
  }
}
