package dev.teambroker.sandbox;

import java.util.HexFormat;
import java.util.Random;

/** Parameters that AWS doesn't take. */
final class ParameterViolations {
  private ParameterViolations() {}

  static void nameMissing(Scene scene) {
    scene
        .sts("AssumeRole")
        .with("RoleArn", scene.role().arn())
        .send()
        .isRefused(400, "ValidationError", "Value null at 'roleSessionName'");
  }

  static void durationTooShort(Scene scene) {
    scene
        .sts("GetSessionToken")
        .with("DurationSeconds", 899)
        .send()
        .isRefused(
            400,
            "ValidationError",
            "'durationSeconds' failed to satisfy constraint: Member must have value greater than or"
                + " equal to 900");
  }

  static void rootForTooLong(Scene scene) {
    RawCall.sts(scene.aws, RawCredentials.of(scene.aws.rootKey()), "GetSessionToken")
        .with("DurationSeconds", 3601)
        .send()
        .isRefused(400, "ValidationError", "1 hour session limit for root");
  }

  static void nameTooLong(Scene scene) {
    scene
        .sts("GetFederationToken")
        .with("Name", "a".repeat(33))
        .send()
        .isRefused(
            400,
            "ValidationError",
            "'name' failed to satisfy constraint: Member must have length less than or equal to 32");
  }

  static void nameWithSpace(Scene scene) {
    scene
        .assumeRole(scene.role())
        .with("RoleSessionName", "an na")
        .send()
        .isRefused(400, "ValidationError", "regular expression pattern: [\\w+=,.@-]*");
  }

  static void codeInFullWidthDigits(Scene scene) {
    scene
        .sts("GetSessionToken")
        .with("SerialNumber", scene.device.arn())
        .with("TokenCode", "１２３４５６")
        .send()
        .isRefused(400, "ValidationError", "'tokenCode' failed to satisfy constraint");
  }

  static void tooManyTags(Scene scene) {
    RawCall call = scene.assumeRole(scene.role());
    for (int i = 1; i <= 51; i++) {
      tag(call, i, "key" + i, "value");
    }
    call.send().isRefused(400, "ValidationError", "less than or equal to 50");
  }

  static void tagTwice(Scene scene) {
    RawCall call = scene.assumeRole(scene.role());
    tag(call, 1, "Team", "payments");
    tag(call, 2, "team", "search");
    call.send().isRefused(400, "InvalidParameterValue", "Duplicate tag keys");
  }

  static void reservedTag(Scene scene) {
    RawCall call = scene.assumeRole(scene.role());
    tag(call, 1, "aws:team", "payments");
    call.send().isRefused(400, "InvalidParameterValue", "reserved");
  }

  static RawCall tag(RawCall call, int number, String key, String value) {
    return call.with("Tags.member." + number + ".Key", key)
        .with("Tags.member." + number + ".Value", value);
  }

  static void tooManyPolicyArns(Scene scene) {
    RawCall call = scene.assumeRole(scene.role());
    for (int i = 1; i <= 11; i++) {
      call.with("PolicyArns.member." + i + ".arn", "arn:aws:iam::aws:policy/Number" + i);
    }
    call.send().isRefused(400, "ValidationError", "less than or equal to 10");
  }

  static void policiesTooLong(Scene scene) {
    scene
        .assumeRole(scene.role())
        .with("Policy", Scene.ALLOW_ALL + " ".repeat(2048 - Scene.ALLOW_ALL.length()))
        .with("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AdministratorAccess")
        .send()
        .isRefused(400, "ValidationError", "2048");
  }

  static void malformedPolicy(Scene scene) {
    scene
        .assumeRole(scene.role())
        .with("Policy", "{\"Statement\": [")
        .send()
        .isRefused(400, "MalformedPolicyDocument", "invalid Json");
  }

  /** What can't be packed fills the room, though each part is within its own limit. */
  static void packedPolicyTooLarge(Scene scene) {
    RawCall call = scene.assumeRole(scene.role());
    Random random = new Random(1);
    for (int i = 1; i <= 50; i++) {
      byte[] noise = new byte[120];
      random.nextBytes(noise);
      tag(call, i, "key" + i, HexFormat.of().formatHex(noise));
    }
    call.send().isRefused(400, "PackedPolicyTooLarge", "Packed size");
  }
}
