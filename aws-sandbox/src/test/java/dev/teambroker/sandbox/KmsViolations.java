package dev.teambroker.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key of KMS doesn't do. */
final class KmsViolations {
  private static final Pattern BLOB = Pattern.compile("\"CiphertextBlob\":\"([^\"]+)\"");
  private static final String CONTEXT = "{\"record\": \"one\"}";

  private KmsViolations() {}

  static void disabledKey(Scene scene) {
    SandboxKmsKey key = scene.aws.kmsKey("us-east-1");
    String sealed = sealed(scene, key);
    opens(scene, key, sealed, CONTEXT).ok();
    key.disable();
    opens(scene, key, sealed, CONTEXT)
        .isRefused(400, "DisabledException", key.arn() + " is disabled.");
  }

  static void policyWithoutTheCaller(Scene scene) {
    SandboxKmsKey key = scene.aws.kmsKey("us-east-1");
    String sealed = sealed(scene, key);
    key.withPolicy(
        """
        {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "kms:Encrypt",
                        "Resource": "*"}]}"""
            .formatted(scene.anna.arn()));
    sealed(scene, key);
    opens(scene, key, sealed, CONTEXT)
        .isRefused(400, "AccessDeniedException", "no resource-based policy allows the kms:Decrypt");
  }

  static void ciphertextOfAnotherKey(Scene scene) {
    String sealed = sealed(scene, scene.aws.kmsKey("us-east-1"));
    opens(scene, scene.aws.kmsKey("us-east-1"), sealed, CONTEXT)
        .isRefused(400, "IncorrectKeyException", "does not identify a CMK");
  }

  static void otherContext(Scene scene) {
    SandboxKmsKey key = scene.aws.kmsKey("us-east-1");
    opens(scene, key, sealed(scene, key), "{\"record\": \"two\"}")
        .isRefused(400, "InvalidCiphertextException", "");
  }

  private static String sealed(Scene scene, SandboxKmsKey key) {
    String answer =
        scene
            .kms(
                "Encrypt",
                """
                {"KeyId": "%s", "Plaintext": "c2VjcmV0", "EncryptionContext": %s}"""
                    .formatted(key.arn(), CONTEXT))
            .send()
            .ok()
            .body();
    Matcher blob = BLOB.matcher(answer);
    if (!blob.find()) {
      throw new AssertionError(answer);
    }
    return blob.group(1);
  }

  private static RawReply opens(Scene scene, SandboxKmsKey key, String sealed, String context) {
    return scene
        .kms(
            "Decrypt",
            """
            {"KeyId": "%s", "CiphertextBlob": "%s", "EncryptionContext": %s}"""
                .formatted(key.arn(), sealed, context))
        .send();
  }
}
