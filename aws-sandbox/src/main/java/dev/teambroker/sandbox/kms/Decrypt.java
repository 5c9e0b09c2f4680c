package dev.teambroker.sandbox.kms;

import static dev.teambroker.sandbox.setting.Enforcement.KMS_CONTEXT;
import static dev.teambroker.sandbox.setting.Enforcement.KMS_KEY_OF_CIPHERTEXT;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

final class Decrypt implements JsonOperation {
  private static final int MOST = 6144;

  @Override
  public String service() {
    return "kms";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    KeyAccess access = new KeyAccess(call, input);
    byte[] sealed = access.bytes("CiphertextBlob", MOST);
    String id = KmsKey.idIn(sealed).orElseThrow(Decrypt::invalid);
    KmsKey key = access.key(name(), input.path("KeyId").asString(id));
    call.refuse(
        KMS_KEY_OF_CIPHERTEXT,
        !id.equals(key.id()),
        () ->
            new AwsError(
                400,
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation."));
    KeyAccess.checkState(call, key);
    Optional<byte[]> plaintext = key.decrypt(sealed, access.context());
    call.refuse(KMS_CONTEXT, plaintext.isEmpty(), Decrypt::invalid);
    return Map.of(
        "KeyId", key.arn(),
        "Plaintext", Base64.getEncoder().encodeToString(plaintext.orElse(new byte[1])),
        "EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
  }

  /** KMS says no more than that. */
  private static AwsError invalid() {
    return new AwsError(400, "InvalidCiphertextException", "");
  }
}
