package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class GetKeyRotationStatus implements JsonOperation {
  private static final Duration YEAR = Duration.ofDays(365);

  @Override
  public String service() {
    return "kms";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KmsKey key = new KeyAccess(call, input).key(name());
    return key.isRotated()
        ? Map.of(
            "KeyId", key.arn(),
            "KeyRotationEnabled", true,
            "RotationPeriodInDays", YEAR.toDays(),
            "NextRotationDate", key.rotatedAt().plus(YEAR).getEpochSecond())
        : Map.of("KeyId", key.arn(), "KeyRotationEnabled", false);
  }
}
