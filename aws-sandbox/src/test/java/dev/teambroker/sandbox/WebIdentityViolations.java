package dev.teambroker.sandbox;

import java.time.Duration;

/** Tokens that prove nobody, or somebody whom the role doesn't trust. */
final class WebIdentityViolations {
  private static final String AUDIENCE = "sts.amazonaws.com";
  private static final String POD = "system:serviceaccount:broker:broker";

  private WebIdentityViolations() {}

  static void signedByAnother(Scene scene) {
    SandboxOidcProvider impostor = cluster(scene);
    SandboxOidcProvider real = cluster(scene);
    assume(scene, role(scene, real), impostor.token(POD))
        .isRefused(400, "InvalidIdentityToken", "signature");
  }

  static void expired(Scene scene) {
    SandboxOidcProvider cluster = cluster(scene);
    String token = cluster.token(POD, AUDIENCE, Duration.ofMinutes(10));
    scene.pass(Duration.ofMinutes(10));
    assume(scene, role(scene, cluster), token)
        .isRefused(400, "ExpiredTokenException", "Token expired");
  }

  static void forAnother(Scene scene) {
    SandboxOidcProvider cluster = cluster(scene);
    assume(scene, role(scene, cluster), cluster.token(POD, "vault", Duration.ofHours(1)))
        .isRefused(400, "InvalidIdentityToken", "Incorrect token audience");
  }

  static void ofAnotherSubject(Scene scene) {
    SandboxOidcProvider cluster = cluster(scene);
    assume(scene, role(scene, cluster), cluster.token(POD)).ok();
    assume(scene, role(scene, cluster), cluster.token("system:serviceaccount:other:other"))
        .isRefused(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  static SandboxOidcProvider cluster(Scene scene) {
    return scene.aws.oidcProvider("https://oidc.example.com/cluster", AUDIENCE);
  }

  static SandboxRole role(Scene scene, SandboxOidcProvider provider) {
    return scene.aws.role("Pod").trusting(provider, POD);
  }

  static RawReply assume(Scene scene, SandboxRole role, String token) {
    return RawCall.unsigned(scene.aws, "AssumeRoleWithWebIdentity")
        .with("RoleArn", role.arn())
        .with("RoleSessionName", "the-pod")
        .with("WebIdentityToken", token)
        .send();
  }
}
