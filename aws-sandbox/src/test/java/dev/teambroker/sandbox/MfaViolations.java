package dev.teambroker.sandbox;

/** Second factors that aren't. */
final class MfaViolations {
  private static final String WRONG_CODE =
      "MultiFactorAuthentication failed with invalid MFA one time pass code.";

  private MfaViolations() {}

  private static RawCall session(Scene scene, String serial, String code) {
    return scene.sts("GetSessionToken").with("SerialNumber", serial).with("TokenCode", code);
  }

  static void deviceOfSomebodyElse(Scene scene) {
    SandboxMfaDevice other = scene.aws.user("bert").mfaDevice("bert");
    session(scene, other.arn(), other.code())
        .send()
        .isRefused(403, "AccessDenied", "unable to validate MFA code.");
  }

  static void wrongCode(Scene scene) {
    session(scene, scene.device.arn(), scene.wrongCode())
        .send()
        .isRefused(403, "AccessDenied", WRONG_CODE);
  }

  static void codeTwice(Scene scene) {
    String code = scene.device.code();
    session(scene, scene.device.arn(), code).send().ok();
    session(scene, scene.device.arn(), code).send().isRefused(403, "AccessDenied", WRONG_CODE);
  }

  static void wrongCodesToEnable(Scene scene) {
    scene.iam("CreateVirtualMFADevice").with("VirtualMFADeviceName", "new").send().ok();
    enable(scene, "new").isRefused(403, "InvalidAuthenticationCode", "is not valid");
  }

  private static RawReply enable(Scene scene, String name) {
    return scene
        .iam("EnableMFADevice")
        .with("UserName", "anna")
        .with("SerialNumber", "arn:aws:iam::123456789012:mfa/" + name)
        .with("AuthenticationCode1", scene.wrongCode())
        .with("AuthenticationCode2", scene.wrongCode())
        .send();
  }

  static void ninthDevice(Scene scene) {
    for (int i = 2; i <= 8; i++) {
      scene.anna.mfaDevice("anna" + i);
    }
    scene.iam("CreateVirtualMFADevice").with("VirtualMFADeviceName", "anna9").send().ok();
    enable(scene, "anna9").isRefused(409, "LimitExceeded", "MFADevicesPerUser: 8");
  }

  static void deletedInUse(Scene scene) {
    scene
        .iam("DeleteVirtualMFADevice")
        .with("SerialNumber", scene.device.arn())
        .send()
        .isRefused(409, "DeleteConflict", "Must deactivate first");
  }

  static void enabledTwice(Scene scene) {
    enable(scene, "anna").isRefused(409, "EntityAlreadyExists", "already in use");
  }

  static void nameTwice(Scene scene) {
    scene
        .iam("CreateVirtualMFADevice")
        .with("VirtualMFADeviceName", "anna")
        .send()
        .isRefused(409, "EntityAlreadyExists", "already exists");
  }
}
