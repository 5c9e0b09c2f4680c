package dev.teambroker.sandbox;

import dev.teambroker.sandbox.setting.Delay;
import java.time.Duration;

/** Requests that aren't signed as they should be, or by what shouldn't sign. */
final class SignatureViolations {
  private static final String INVALID = "The security token included in the request is invalid";

  private SignatureViolations() {}

  private static RawCall whoAmI(Scene scene, RawCredentials credentials) {
    return RawCall.sts(scene.aws, credentials, "GetCallerIdentity");
  }

  static void wrongSecret(Scene scene) {
    whoAmI(scene, scene.key)
        .signedWith("not-the-secret")
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "The request signature we calculated");
  }

  static void signedTooLongAgo(Scene scene) {
    whoAmI(scene, scene.key)
        .signedAt(scene.aws.clock().instant().minusSeconds(5 * 60 + 2))
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "Signature expired: ");
  }

  static void signedInTheFuture(Scene scene) {
    whoAmI(scene, scene.key)
        .signedAt(scene.aws.clock().instant().plusSeconds(6 * 60))
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "Signature not yet current: ");
  }

  static void hostNotSigned(Scene scene) {
    whoAmI(scene, scene.key)
        .withoutSigningHost()
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "must be a 'SignedHeader'");
  }

  static void signedForOtherService(Scene scene) {
    whoAmI(scene, scene.key)
        .signedFor("iam", "us-east-1")
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "correct service: 'sts'");
  }

  static void signedForNoRegion(Scene scene) {
    scene
        .iam("GetUser")
        .signedFor("iam", "eu-central-1")
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "valid region");
  }

  static void signedForOtherDay(Scene scene) {
    whoAmI(scene, scene.key)
        .signedForDay("20200101")
        .send()
        .isRefused(403, "SignatureDoesNotMatch", "Date in Credential scope does not match");
  }

  static void deletedKey(Scene scene) {
    scene.annasKey.delete();
    whoAmI(scene, scene.key).send().isRefused(403, "InvalidClientTokenId", INVALID);
  }

  static void inactiveKey(Scene scene) {
    scene.annasKey.deactivate();
    whoAmI(scene, scene.key).send().isRefused(403, "InvalidClientTokenId", INVALID);
  }

  static void sessionWithoutToken(Scene scene) {
    whoAmI(scene, scene.roleSession().withoutToken())
        .send()
        .isRefused(403, "InvalidClientTokenId", INVALID);
  }

  static void expiredSession(Scene scene) {
    RawCredentials session = scene.roleSession();
    scene.pass(Duration.ofMinutes(59));
    whoAmI(scene, session).send().ok();
    scene.pass(Duration.ofMinutes(1));
    whoAmI(scene, session)
        .send()
        .isRefused(403, "ExpiredToken", "The security token included in the request is expired");
  }

  static void keyThatIsTooNew(Scene scene) {
    scene.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(10));
    RawCredentials fresh = RawCredentials.of(scene.anna.key());
    whoAmI(scene, fresh).send().isRefused(403, "InvalidClientTokenId", INVALID);
    scene.pass(Duration.ofSeconds(10));
    whoAmI(scene, fresh).send().ok();
  }

  /** Here the wrong thing is to believe that it is over at once. */
  static void keyThatIsStillKnown(Scene scene) {
    scene.aws.set(Delay.KEY_REMOVAL, Duration.ofSeconds(4));
    scene.annasKey.deactivate();
    whoAmI(scene, scene.key).send().ok();
    scene.pass(Duration.ofSeconds(4));
    whoAmI(scene, scene.key).send().isRefused(403, "InvalidClientTokenId", INVALID);
  }
}
