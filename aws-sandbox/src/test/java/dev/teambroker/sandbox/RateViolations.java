package dev.teambroker.sandbox;

import dev.teambroker.sandbox.setting.Limit;
import java.util.function.Supplier;

/** Too many calls at once. Some of them are refused, wherever a second begins. */
final class RateViolations {
  private RateViolations() {}

  static void tooManyStsCalls(Scene scene) {
    scene.aws.set(Limit.STS_CALLS_PER_SECOND, 1);
    worstOf(() -> scene.sts("GetCallerIdentity").send())
        .isRefused(400, "Throttling", "Rate exceeded");
  }

  static void tooManyIamCalls(Scene scene) {
    scene.aws.set(Limit.IAM_CALLS_PER_SECOND, 1);
    worstOf(() -> scene.iam("GetUser").send()).isRefused(400, "Throttling", "Rate exceeded");
  }

  static void tooManyLookups(Scene scene) {
    worstOf(() -> RawCall.lookupEvents(scene.aws, scene.key, "{}").send())
        .isRefused(400, "ThrottlingException", "Rate exceeded");
  }

  static void tooManyKmsCalls(Scene scene) {
    scene.aws.set(Limit.KMS_CALLS_PER_SECOND, 1);
    String key = scene.aws.kmsKey("us-east-1").arn();
    worstOf(() -> scene.kms("DescribeKey", "{\"KeyId\": \"" + key + "\"}").send())
        .isRefused(400, "ThrottlingException", "Rate exceeded");
  }

  private static RawReply worstOf(Supplier<RawReply> call) {
    RawReply worst = call.get();
    for (int i = 0; i < 15 && worst.status() == 200; i++) {
      worst = call.get();
    }
    return worst;
  }
}
