package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** What it gives to those who do everything right, through the AWS SDK for Java. */
class SandboxTest {
  private final Sandbox aws = Sandbox.start();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void tellsUserWhoHeIs() {
    SandboxUser deploy = aws.user("deploy").allowed("iam:GetUser");
    SandboxKey key = deploy.key();
    try (StsClient sts = JavaClients.sts(aws.endpoint(), JavaClients.credentials(key));
        IamClient iam = JavaClients.iam(aws.endpoint(), JavaClients.credentials(key))) {
      GetCallerIdentityResponse who = sts.getCallerIdentity();
      assertThat(who.arn()).isEqualTo("arn:aws:iam::123456789012:user/deploy");
      assertThat(who.userId()).isEqualTo(deploy.id());
      User user = iam.getUser().user();
      assertThat(user.userId()).startsWith("AIDA").isEqualTo(deploy.id());
      assertThat(user.userName()).isEqualTo("deploy");
    }
  }

  @Test
  void givesSessionOfRole() {
    SandboxUser deploy = aws.user("deploy").allowed("sts:*");
    SandboxRole role = aws.role("Deploy").trusting(deploy.arn(), "ours");
    try (StsClient sts = JavaClients.sts(aws.endpoint(), JavaClients.credentials(deploy.key()))) {
      AssumeRoleResponse session =
          sts.assumeRole(
              assume ->
                  assume
                      .roleArn(role.arn())
                      .roleSessionName("anna")
                      .externalId("ours")
                      .sourceIdentity("anna")
                      .tags(Tag.builder().key("team").value("payments").build()));
      assertThat(session.credentials().accessKeyId()).startsWith("ASIA");
      assertThat(session.sourceIdentity()).isEqualTo("anna");
      try (StsClient assumed =
          JavaClients.sts(aws.endpoint(), JavaClients.credentials(session.credentials()))) {
        assertThat(assumed.getCallerIdentity().arn())
            .isEqualTo("arn:aws:sts::123456789012:assumed-role/Deploy/anna");
      }
    }
  }
}
