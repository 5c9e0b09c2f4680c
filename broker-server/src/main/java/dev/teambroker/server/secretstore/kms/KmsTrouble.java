package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.KmsKeyArn;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.Set;

/** What it means that KMS brought no result, and what an operator does. */
final class KmsTrouble {
  private static final Set<String> NOT_THIS_WRAP =
      Set.of("InvalidCiphertextException", "IncorrectKeyException");
  private static final Set<String> AMBIGUOUS = Set.of("ValidationException", "NotFoundException");
  private static final int LONGEST = 400;

  private final KmsKeyArn key;

  KmsTrouble(KmsKeyArn key) {
    this.key = key;
  }

  /** KMS says clearly that the wrap isn't this key's, or isn't of this context. */
  static boolean isNotThisWrap(AwsAnswer<?> answer) {
    return answer instanceof AwsAnswer.Refused<?> refused && NOT_THIS_WRAP.contains(refused.code());
  }

  /** As KMS may say it of an altered wrap as well: whether it is one, the canary tells. */
  static boolean isAmbiguous(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Refused<?> refused ->
          refused.why() == AwsRefusal.DENIED || AMBIGUOUS.contains(refused.code());
      case AwsAnswer.Unknown<?> _ -> true;
      case AwsAnswer.Answered<?> _, AwsAnswer.NotReached<?> _ -> false;
    };
  }

  SecretStoreUnavailable of(AwsAnswer<?> answer) {
    return new SecretStoreUnavailable(
        switch (answer) {
          case AwsAnswer.Answered<?> _ -> throw new IllegalArgumentException("KMS did it");
          case AwsAnswer.Refused<?> refused -> refused(refused);
          case AwsAnswer.NotReached<?> lost ->
              "KMS in " + key.region() + " can't be asked: " + lost.why();
          case AwsAnswer.Unknown<?> lost ->
              "KMS in " + key.region() + " gave no clear answer: " + lost.why();
        });
  }

  private String refused(AwsAnswer.Refused<?> refused) {
    return switch (refused.why()) {
      case THROTTLED ->
          "KMS throttles account %s in %s (%s): its quota of cryptographic operations is used up"
              .formatted(key.account(), key.region(), refused.code());
      case DENIED ->
          "KMS denies the broker the key %s: the key's policy and the policies of the broker's role have to allow kms:Encrypt, kms:Decrypt and kms:DescribeKey (%s)"
              .formatted(key, shortened(refused.message()));
      // AWS's text shows the request that it saw, headers included.
      case STALE_KEY, WRONG_SECRET, MFA_CODE ->
          "KMS doesn't accept the broker's own credentials (%s): see broker.aws.identity"
              .formatted(refused.code());
      case CLOCK -> "the broker's clock is too far from AWS's (" + refused.code() + ")";
      case PARAMETER, NO_SUCH_ENTITY, OTHER -> byCode(refused.code(), refused.message());
    };
  }

  private String byCode(String code, String message) {
    return switch (code) {
      case "DisabledException" ->
          "the KMS key %s is disabled: aws kms enable-key enables it".formatted(key);
      case "KMSInvalidStateException" ->
          message.contains("pending deletion")
              ? "the KMS key %s is pending deletion: aws kms cancel-key-deletion brings it back, as long as its waiting period lasts"
                  .formatted(key)
              : "the KMS key %s can't be used in its state (%s)".formatted(key, shortened(message));
      case "NotFoundException" -> "there is no KMS key " + key;
      case "ExpiredTokenException" ->
          "KMS says that the broker's own credentials have expired: see broker.aws.identity";
      default -> "KMS refused the key %s (%s: %s)".formatted(key, code, shortened(message));
    };
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
