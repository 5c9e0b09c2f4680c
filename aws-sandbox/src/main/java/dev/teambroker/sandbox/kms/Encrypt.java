package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class Encrypt implements JsonOperation {
  private static final int MOST = 4096;

  @Override
  public String service() {
    return "kms";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KeyAccess access = new KeyAccess(call, input);
    KmsKey key = access.key(name());
    KeyAccess.checkState(call, key);
    byte[] sealed = key.encrypt(access.bytes("Plaintext", MOST), access.context());
    return Map.of(
        "CiphertextBlob", Base64.getEncoder().encodeToString(sealed),
        "KeyId", key.arn(),
        "EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
  }
}
