package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class DescribeKey implements JsonOperation {
  @Override
  public String service() {
    return "kms";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KmsKey key = new KeyAccess(call, input).key(name());
    return Map.of(
        "KeyMetadata",
        Map.of(
            "AWSAccountId",
            call.account().id(),
            "KeyId",
            key.id(),
            "Arn",
            key.arn(),
            "CreationDate",
            key.createdAt().toEpochMilli() / 1000.0,
            "Enabled",
            key.state() == KmsKey.State.Enabled,
            "KeyUsage",
            "ENCRYPT_DECRYPT",
            "KeyState",
            key.state().name(),
            "Origin",
            "AWS_KMS",
            "KeySpec",
            "SYMMETRIC_DEFAULT",
            "MultiRegion",
            false));
  }
}
