package dev.teambroker.sandbox;

/** What IAM doesn't do with keys. */
final class IamViolations {
  private IamViolations() {}

  static void thirdKey(Scene scene) {
    scene.anna.key().deactivate();
    scene
        .iam("CreateAccessKey")
        .with("UserName", "anna")
        .send()
        .isRefused(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
  }

  static void noUserNameBySession(Scene scene) {
    RawCall.iam(scene.aws, scene.userSessionWithMfa(), "GetUser")
        .send()
        .isRefused(400, "ValidationError", "Must specify userName");
  }

  static void keyOfSomebodyElse(Scene scene) {
    SandboxKey berts = scene.aws.user("bert").key();
    scene
        .iam("DeleteAccessKey")
        .with("UserName", "anna")
        .with("AccessKeyId", berts.id())
        .send()
        .isRefused(404, "NoSuchEntity", "The Access Key with id " + berts.id());
  }
}
