package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class ScheduleKeyDeletion implements JsonOperation {
  @Override
  public String service() {
    return "kms";
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KmsKey key = new KeyAccess(call, input).key(name());
    KeyAccess.checkState(call, key);
    int days = input.path("PendingWindowInDays").asInt(30);
    key.set(KmsKey.State.PendingDeletion);
    return Map.of(
        "KeyId", key.arn(),
        "DeletionDate", call.now().plus(Duration.ofDays(days)).getEpochSecond(),
        "KeyState", key.state().name(),
        "PendingWindowInDays", days);
  }
}
