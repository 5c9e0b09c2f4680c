package dev.teambroker.sandbox.kms;

import static dev.teambroker.sandbox.setting.Enforcement.KMS_KEY_POLICY;
import static dev.teambroker.sandbox.setting.Enforcement.KMS_KEY_STATE;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.call.Authorisation;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The key that a call names, once the caller may do that with it. */
final class KeyAccess {
  private final Call call;
  private final JsonNode input;

  KeyAccess(Call call, JsonNode input) {
    this.call = call;
    this.input = input;
  }

  /** Throws NotFoundException or AccessDenied. */
  KmsKey key(String action) {
    return key(action, input.path("KeyId").asString(""));
  }

  KmsKey key(String action, String named) {
    String arn =
        named.startsWith("arn:")
            ? named
            : call.account().kmsArn(call.origin().region(), "key/" + named);
    KmsKey key =
        call.world()
            .kmsKey(arn)
            .filter(found -> found.region().equals(call.origin().region()))
            .orElseThrow(
                () -> new AwsError(400, "NotFoundException", "Key '" + arn + "' does not exist"));
    call.event().about("AWS::KMS::Key", key.arn());
    authorise(action, key);
    return key;
  }

  /** Throws DisabledException or KMSInvalidStateException. */
  static void checkState(Call call, KmsKey key) {
    call.refuse(
        KMS_KEY_STATE,
        key.state() == KmsKey.State.Disabled,
        () -> new AwsError(400, "DisabledException", key.arn() + " is disabled."));
    call.refuse(
        KMS_KEY_STATE,
        key.state() == KmsKey.State.PendingDeletion,
        () -> new AwsError(400, "KMSInvalidStateException", key.arn() + " is pending deletion."));
  }

  /**
   * The key's policy allows the caller by name, or leaves it to the account's policies, which then
   * have to allow it.
   */
  private void authorise(String action, KmsKey key) {
    Question question = call.question("kms:" + action, key.arn());
    Map<String, String> context = context();
    context.forEach((name, value) -> question.with("kms:EncryptionContext:" + name, value));
    question.with("kms:EncryptionContextKeys", context.keySet());
    Authorisation authorisation = new Authorisation(call);
    Decision identity = authorisation.ofIdentity(question);
    Decision named = key.policy().decide(question, this::isCaller);
    Decision left = key.policy().decide(question, this::isAccount);
    boolean denied =
        identity == Decision.DENIED || named == Decision.DENIED || left == Decision.DENIED;
    boolean allowed =
        named == Decision.ALLOWED || (left == Decision.ALLOWED && identity == Decision.ALLOWED);
    call.refuse(
        KMS_KEY_POLICY,
        denied || !allowed || authorisation.ofSession(question) != Decision.ALLOWED,
        () ->
            authorisation.denied(
                question, "because no resource-based policy allows the kms:" + action + " action"));
  }

  private boolean isCaller(String principal) {
    return principal.equals("*")
        || principal.equals(call.caller().principalArn())
        || principal.equals(call.caller().identity().arn());
  }

  private boolean isAccount(String principal) {
    return principal.equals(call.account().rootArn()) || principal.equals(call.account().id());
  }

  Map<String, String> context() {
    Map<String, String> context = new TreeMap<>();
    input
        .path("EncryptionContext")
        .properties()
        .forEach(one -> context.put(one.getKey(), one.getValue().asString()));
    call.event().requested("encryptionContext", context);
    return context;
  }

  byte[] bytes(String field, int most) {
    try {
      byte[] bytes = Base64.getDecoder().decode(input.path(field).asString(""));
      if (bytes.length >= 1 && bytes.length <= most) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "SerializationException", field + " is no Base64");
    }
    throw new AwsError(
        400,
        "ValidationException",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length between 1 and %d"
            .formatted(
                field.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + field.substring(1),
                most));
  }
}
