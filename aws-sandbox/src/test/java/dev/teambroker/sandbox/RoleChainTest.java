package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a session passes on when it assumes a further role. */
class RoleChainTest {
  private static final String PAYMENTS_ONLY =
      """
      {"Statement": [{
        "Effect": "Allow",
        "Principal": {"AWS": "123456789012"},
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "payments"}}}]}""";

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void sourceIdentityAndTransitiveTagsSurvive() {
    SandboxRole second =
        scene.aws.role("Second").withTrust(PAYMENTS_ONLY).withPolicy("all", Scene.ALLOW_ALL);
    SandboxRole third = scene.aws.role("Third").withTrust(PAYMENTS_ONLY);
    RawReply first =
        ParameterViolations.tag(scene.assumeRole(scene.role()), 1, "team", "payments")
            .with("TransitiveTagKeys.member.1", "team")
            .with("SourceIdentity", "anna")
            .send()
            .ok();
    RawReply chained = scene.assumeRole(second, RawCredentials.of(first)).send().ok();
    RawReply twice = scene.assumeRole(third, RawCredentials.of(chained)).send().ok();
    assertThat(twice.element("SourceIdentity")).isEqualTo("anna");
    assertThat(scene.aws.events().getFirst().content().toString()).contains("sourceIdentity=anna");
  }

  @Test
  void sessionOfAnotherAccountNeedsBothSides() {
    SandboxRole elsewhere = scene.aws.role("210987654321", "Elsewhere").trusting(scene.anna);
    scene.assumeRole(elsewhere).send().ok();
    scene.anna.withoutPolicy("all");
    scene.assumeRole(elsewhere).send().isRefused(403, "AccessDenied", "sts:AssumeRole");
  }

  @Test
  void sourceIdentityHasNoReservedPrefix() {
    scene
        .assumeRole(scene.role())
        .with("SourceIdentity", "aws:anna")
        .send()
        .isRefused(400, "ValidationError", "'sourceIdentity'");
  }
}
