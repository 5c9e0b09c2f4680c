package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.account.Ids;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;

/** Whose account a key id belongs to; it says nothing about whether the key is there. */
final class GetAccessKeyInfo implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String id = call.given().required("AccessKeyId", Rules.ACCESS_KEY_ID);
    call.event().requested("accessKeyId", id);
    call.authorise("sts:GetAccessKeyInfo", "*");
    long account =
        Ids.account(id).orElseThrow(() -> AwsError.validation("Invalid Access Key ID: " + id));
    result.leaf("Account", "%012d".formatted(account));
  }
}
