package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;

/** Switches a key on or off. Sessions that it issued live on. */
final class UpdateAccessKey implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    AccessKey key = Keys.of(call, Target.user(call, name()));
    String status = call.given().raw("Status").orElse("");
    call.event().requested("status", status);
    key.set(state(status), call.now());
  }

  private static AccessKey.State state(String status) {
    return switch (status) {
      case "Active" -> AccessKey.State.ACTIVE;
      case "Inactive" -> AccessKey.State.INACTIVE;
      default ->
          throw AwsError.validation(
              ("1 validation error detected: Value '%s' at 'status' failed to satisfy constraint:"
                      + " Member must satisfy enum value set: [Active, Inactive]")
                  .formatted(status));
    };
  }

  @Override
  public boolean hasResult() {
    return false;
  }
}
