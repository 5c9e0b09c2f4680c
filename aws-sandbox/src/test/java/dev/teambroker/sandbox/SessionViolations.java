package dev.teambroker.sandbox;

import java.time.Duration;

/** Calls that a session, or its user, may not make. */
final class SessionViolations {
  private SessionViolations() {}

  static void sessionTokenBySession(Scene scene) {
    RawCall.sts(scene.aws, scene.userSession(), "GetSessionToken")
        .send()
        .isRefused(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
  }

  static void federationTokenBySession(Scene scene) {
    RawCall.sts(scene.aws, scene.userSession(), "GetFederationToken")
        .with("Name", "anna")
        .send()
        .isRefused(403, "AccessDenied", "Cannot call GetFederationToken with session credentials");
  }

  static void iamWithoutMfa(Scene scene) {
    getUser(scene, scene.userSession()).isRefused(403, "InvalidClientTokenId", "is invalid");
  }

  static void keyInfoByUserSession(Scene scene) {
    RawCall.sts(scene.aws, scene.userSession(), "GetAccessKeyInfo")
        .with("AccessKeyId", scene.key.id())
        .send()
        .isRefused(403, "AccessDenied", "Cannot call GetAccessKeyInfo");
  }

  static void iamByFederation(Scene scene) {
    getUser(scene, scene.federation()).isRefused(403, "InvalidClientTokenId", "is invalid");
  }

  static void keyInfoByFederation(Scene scene) {
    RawCall.sts(scene.aws, scene.federation(), "GetAccessKeyInfo")
        .with("AccessKeyId", scene.key.id())
        .send()
        .isRefused(403, "AccessDenied", "Cannot call GetAccessKeyInfo");
  }

  private static RawReply getUser(Scene scene, RawCredentials by) {
    return RawCall.iam(scene.aws, by, "GetUser").with("UserName", "anna").send();
  }

  static void notAllowed(Scene scene) {
    RawCredentials bert = RawCredentials.of(scene.aws.user("bert").key());
    getUser(scene, bert)
        .isRefused(
            403,
            "AccessDenied",
            "User: arn:aws:iam::123456789012:user/bert is not authorized to perform: iam:GetUser on"
                + " resource: arn:aws:iam::123456789012:user/anna because no identity-based policy"
                + " allows the iam:GetUser action");
  }

  static void denied(Scene scene) {
    scene.anna.withPolicy("no", deny("{}"));
    getUser(scene, scene.key)
        .isRefused(403, "AccessDenied", "with an explicit deny in an identity-based policy");
  }

  private static String deny(String condition) {
    return """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": %s}]}"""
        .formatted(condition);
  }

  static void beyondSessionPolicy(Scene scene) {
    RawCredentials session =
        RawCredentials.of(
            scene
                .assumeRole(scene.role())
                .with(
                    "Policy",
                    """
                    {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""")
                .send()
                .ok());
    getUser(scene, session)
        .isRefused(403, "AccessDenied", "because no session policy allows the iam:GetUser action");
  }

  static void revokedSession(Scene scene) {
    RawCredentials session = scene.userSessionWithMfa();
    getUser(scene, session).ok();
    scene.pass(Duration.ofSeconds(1));
    scene.anna.withPolicy(
        "revoke",
        deny(
            "{\"DateLessThan\": {\"aws:TokenIssueTime\": \"%s\"}}"
                .formatted(scene.aws.clock().instant())));
    getUser(scene, scene.key).ok();
    getUser(scene, session).isRefused(403, "AccessDenied", "explicit deny");
  }
}
