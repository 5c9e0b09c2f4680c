package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** AssumeRoleWithWebIdentity, which nobody signs. */
class WebIdentityTest {
  private static final String POD = "system:serviceaccount:broker:broker";

  @Test
  void givesASessionOfTheRoleThatSaysWhoItIs() {
    try (Scene scene = new Scene()) {
      SandboxOidcProvider cluster = WebIdentityViolations.cluster(scene);
      RawReply issued =
          WebIdentityViolations.assume(
                  scene, WebIdentityViolations.role(scene, cluster), cluster.token(POD))
              .ok();
      assertThat(issued.element("SubjectFromWebIdentityToken")).isEqualTo(POD);
      RawReply who =
          RawCall.sts(scene.aws, RawCredentials.of(issued), "GetCallerIdentity").send().ok();
      assertThat(who.element("Arn"))
          .isEqualTo("arn:aws:sts::123456789012:assumed-role/Pod/the-pod");
      assertThat(scene.aws.events())
          .anySatisfy(
              event -> {
                assertThat(event.name()).isEqualTo("AssumeRoleWithWebIdentity");
                assertThat(event.content().toString()).contains("WebIdentityUser");
              });
    }
  }

  @Test
  void refusesAnIssuerThatTheAccountDoesNotTrustAndWhatIsNoToken() {
    try (Scene scene = new Scene()) {
      SandboxOidcProvider cluster = WebIdentityViolations.cluster(scene);
      SandboxRole role = WebIdentityViolations.role(scene, cluster);
      SandboxOidcProvider other = scene.aws.oidcProvider("https://elsewhere.example.com", "x");
      WebIdentityViolations.assume(scene, role, other.token(POD).replaceFirst("^[^.]+", "e30"))
          .isRefused(400, "InvalidIdentityToken", "signature");
      WebIdentityViolations.assume(scene, role, "e30.e30.e30")
          .isRefused(400, "InvalidIdentityToken", "No OpenIDConnect provider found");
      WebIdentityViolations.assume(scene, role, "no token")
          .isRefused(400, "InvalidIdentityToken", "not a valid JWT");
    }
  }
}
