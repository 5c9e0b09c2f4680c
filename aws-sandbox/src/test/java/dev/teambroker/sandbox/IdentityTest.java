package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.trail.TrailEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose key is whose, and what each kind of session is worth. */
class IdentityTest {
  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private RawReply whoIs(RawCredentials credentials) {
    return RawCall.sts(scene.aws, credentials, "GetCallerIdentity").send().ok();
  }

  @Test
  void rootsKeyIsRootEverywhere() {
    RawCredentials root = RawCredentials.of(scene.aws.rootKey());
    assertThat(whoIs(root).element("Arn")).isEqualTo("arn:aws:iam::123456789012:root");
    assertThat(whoIs(root).element("UserId")).isEqualTo("123456789012");
    RawReply user = RawCall.iam(scene.aws, root, "GetUser").send().ok();
    assertThat(user.element("Arn")).endsWith(":root");
    assertThat(user.elements("UserName")).isEmpty();
  }

  @Test
  void rolesKeyIsAnAssumedRole() {
    RawReply who = whoIs(scene.roleSession());
    assertThat(who.element("Arn")).contains(":assumed-role/Deploy/");
    assertThat(who.element("UserId")).startsWith("AROA").endsWith(":anna-at-work");
  }

  @Test
  void userOfSameNameHasAnotherId() {
    String id = scene.anna.id();
    scene.anna.delete();
    assertThat(scene.aws.user("anna").id()).startsWith("AIDA").isNotEqualTo(id);
    scene.sts("GetCallerIdentity").send().isRefused(403, "InvalidClientTokenId", "");
  }

  @Test
  void everySessionHasAnIdOfItsOwn() {
    assertThat(scene.userSession().id()).startsWith("ASIA").isNotEqualTo(scene.userSession().id());
  }

  @Test
  void logNamesIssuedSessionAndWhoUsesIt() {
    RawCredentials session = scene.userSessionWithMfa();
    TrailEvent issued = scene.aws.events().getFirst();
    assertThat(issued.name()).isEqualTo("GetSessionToken");
    assertThat(issued.accessKeyId()).hasValue(scene.key.id());
    assertThat(issued.content().toString()).contains("accessKeyId=" + session.id());
    whoIs(session);
    TrailEvent used = scene.aws.events().getFirst();
    assertThat(used.accessKeyId()).hasValue(session.id());
    assertThat(used.content().toString()).contains("mfaAuthenticated=true");
  }

  @Test
  void federationWithoutPolicyMayDoNothing() {
    RawCredentials federation =
        RawCredentials.of(scene.sts("GetFederationToken").with("Name", "anna").send().ok());
    RawCall.lookupEvents(scene.aws, federation, "{}")
        .send()
        .isRefused(400, "AccessDeniedException", "no session policy allows");
    RawCall.lookupEvents(scene.aws, scene.federation(), "{}").send().ok();
  }

  @Test
  void otherPartitionsHaveTheirOwnArns() {
    SandboxUser wei = scene.aws.withAccount("111122223333", "aws-cn").user("111122223333", "wei");
    assertThat(whoIs(RawCredentials.of(wei.key())).element("Arn"))
        .isEqualTo("arn:aws-cn:iam::111122223333:user/wei");
  }

  @Test
  void pathStandsInTheArnAloneAndPoliciesMeanTheArn() {
    SandboxUser deep = scene.aws.user(Sandbox.ACCOUNT, "/teams/build/", "deep");
    String arn = "arn:aws:iam::123456789012:user/teams/build/deep";
    RawCredentials key = RawCredentials.of(deep.key());
    assertThat(whoIs(key).element("Arn")).isEqualTo(arn);

    deep.withPolicy("self", allow("iam:GetUser", "arn:aws:iam::123456789012:user/deep"));
    RawCall.iam(scene.aws, key, "GetUser").send().isRefused(403, "AccessDenied", arn);
    deep.withPolicy("self", allow("iam:GetUser", arn));
    RawReply user = RawCall.iam(scene.aws, key, "GetUser").with("UserName", "deep").send().ok();
    assertThat(user.element("Path")).isEqualTo("/teams/build/");
    assertThat(user.element("Arn")).isEqualTo(arn);
  }

  @Test
  void assumedRolesArnLeavesThePathOut() {
    SandboxUser user = scene.aws.user("caller").allowed("sts:AssumeRole");
    SandboxRole role = scene.aws.role(Sandbox.ACCOUNT, "/teams/", "Deep").trusting(user);
    RawReply session =
        RawCall.sts(scene.aws, RawCredentials.of(user.key()), "AssumeRole")
            .with("RoleArn", role.arn())
            .with("RoleSessionName", "anna")
            .send()
            .ok();
    assertThat(role.arn()).endsWith(":role/teams/Deep");
    assertThat(session.element("Arn")).endsWith(":assumed-role/Deep/anna");
    assertThat(session.element("AssumedRoleId")).startsWith("AROA").endsWith(":anna");
  }

  private static String allow(String action, String resource) {
    return """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}"""
        .formatted(action, resource);
  }
}
