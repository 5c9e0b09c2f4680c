package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class GetKeyRotationStatus implements JsonOperation {
  @Override
  public String service() {
    return "kms";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KmsKey key = new KeyAccess(call, input).key(name());
    return key.isRotated()
        ? Map.of("KeyId", key.arn(), "KeyRotationEnabled", true, "RotationPeriodInDays", 365)
        : Map.of("KeyId", key.arn(), "KeyRotationEnabled", false);
  }
}
