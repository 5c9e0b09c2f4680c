package dev.teambroker.sandbox;

import java.time.Duration;

/** Roles that aren't for this caller, or not like this. */
final class RoleViolations {
  private static final String NOT_AUTHORISED =
      "is not authorized to perform: %s on resource: arn:aws:iam::123456789012:role/Deploy";
  private static final String ASSUME_ONLY =
      """
      {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                      "Action": "sts:AssumeRole"}]}""";

  private RoleViolations() {}

  static void assumedByRoot(Scene scene) {
    scene
        .assumeRole(scene.role().trusting("123456789012"), RawCredentials.of(scene.aws.rootKey()))
        .send()
        .isRefused(403, "AccessDenied", "Roles may not be assumed by root accounts.");
  }

  static void untrusted(Scene scene) {
    scene
        .assumeRole(scene.role().trusting("arn:aws:iam::123456789012:user/bert"))
        .send()
        .isRefused(403, "AccessDenied", NOT_AUTHORISED.formatted("sts:AssumeRole"));
  }

  static void externalIdMissing(Scene scene) {
    SandboxRole role = scene.role().trusting(scene.anna.arn(), "ours");
    scene.assumeRole(role).with("ExternalId", "ours").send().ok();
    scene
        .assumeRole(role)
        .with("ExternalId", "theirs")
        .send()
        .isRefused(403, "AccessDenied", NOT_AUTHORISED.formatted("sts:AssumeRole"));
  }

  static void secondFactorMissing(Scene scene) {
    SandboxRole role = scene.role().trustingWithMfa(scene.anna.arn());
    scene
        .assumeRole(role)
        .with("SerialNumber", scene.device.arn())
        .with("TokenCode", scene.device.code())
        .send()
        .ok();
    scene
        .assumeRole(role)
        .send()
        .isRefused(403, "AccessDenied", NOT_AUTHORISED.formatted("sts:AssumeRole"));
  }

  static void tagsNotAllowed(Scene scene) {
    ParameterViolations.tag(
            scene.assumeRole(scene.role().withTrust(ASSUME_ONLY)), 1, "team", "payments")
        .send()
        .isRefused(403, "AccessDenied", NOT_AUTHORISED.formatted("sts:TagSession"));
  }

  static void sourceIdentityNotAllowed(Scene scene) {
    scene
        .assumeRole(scene.role().withTrust(ASSUME_ONLY))
        .with("SourceIdentity", "anna")
        .send()
        .isRefused(403, "AccessDenied", NOT_AUTHORISED.formatted("sts:SetSourceIdentity"));
  }

  /** A role that the first role's sessions may assume. */
  private static SandboxRole second(Scene scene) {
    return scene.aws.role("Second").trusting("123456789012");
  }

  static void sourceIdentityChanged(Scene scene) {
    RawReply first = scene.assumeRole(scene.role()).with("SourceIdentity", "anna").send().ok();
    scene
        .assumeRole(second(scene), RawCredentials.of(first))
        .with("SourceIdentity", "bert")
        .send()
        .isRefused(403, "AccessDenied", "source identity");
  }

  static void transitiveTagChanged(Scene scene) {
    RawReply first =
        ParameterViolations.tag(scene.assumeRole(scene.role()), 1, "team", "payments")
            .with("TransitiveTagKeys.member.1", "team")
            .send()
            .ok();
    ParameterViolations.tag(
            scene.assumeRole(second(scene), RawCredentials.of(first)), 1, "Team", "search")
        .send()
        .isRefused(403, "AccessDenied", "transitive tag");
  }

  static void longerThanRoleAllows(Scene scene) {
    scene
        .assumeRole(scene.role())
        .with("DurationSeconds", 3601)
        .send()
        .isRefused(
            400,
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }

  static void chainedForLongerThanAnHour(Scene scene) {
    SandboxRole role = scene.role().withMaxSession(Duration.ofHours(12));
    scene
        .assumeRole(role, scene.userSession())
        .with("DurationSeconds", 3601)
        .send()
        .isRefused(
            400,
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                + " role chaining.");
  }
}
