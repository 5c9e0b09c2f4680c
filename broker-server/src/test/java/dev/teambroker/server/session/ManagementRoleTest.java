package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.SandboxIdentity;
import dev.teambroker.server.aws.TestVariables;
import dev.teambroker.server.shareduser.ManagementKeys;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A management principal that is a role, assumed by a broker that has a web identity. */
class ManagementRoleTest {
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage =
        new Stage(
            aws -> TestVariables.of(webIdentity(aws))::replaceThoseOf,
            "broker.aws.identity=web-identity");
    stage.shared("managed");
    stage
        .aws
        .role("manager")
        .trusting(SandboxIdentity.ROLE, "team-7")
        .withPolicy(
            "keys",
            """
            {"Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}""");
  }

  private static Map<String, String> webIdentity(Sandbox aws) {
    Map<String, String> variables = SandboxIdentity.of(aws);
    aws.role("broker")
        .withPolicy(
            "roles",
            """
            {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}""");
    return variables;
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void isProvedByAssumingItAndRenewedShortlyBeforeItEnds() {
    Answer put = register("manager", "team-7").expect(200);
    assertThat(put.text("principal")).endsWith(":role/manager");
    ManagementKeys keys = stage.broker.bean(ManagementKeys.class);
    assertThat(keys.has(Sandbox.ACCOUNT)).isTrue();

    long proved = assumed();
    String first = opened(keys);
    assertThat(opened(keys)).isEqualTo(first);
    assertThat(assumed()).as("kept").isEqualTo(proved + 1);
    stage.clock.pass(Duration.ofMinutes(56));
    assertThat(opened(keys)).isNotEqualTo(first);
    assertThat(assumed()).isEqualTo(proved + 2);
  }

  @Test
  void isRefusedWithAnotherExternalIdAndWhereItDoesNotTrustTheBroker() {
    Answer wrong = register("manager", "team-8").expect(ProblemType.AWS_REFUSED);
    assertThat(wrong.text("awsCode")).isEqualTo("AccessDenied");
    stage.aws.role("stranger");
    register("stranger", "team-7").expect(ProblemType.AWS_REFUSED);
    register("nowhere", "team-7").expect(ProblemType.AWS_REFUSED);
  }

  private static Answer register(String role, String externalId) {
    return stage.principal(
        stage.admin, "arn:aws:iam::" + Sandbox.ACCOUNT + ":role/" + role, externalId);
  }

  private static String opened(ManagementKeys keys) {
    Outcome<AwsKey> outcome = keys.open(Sandbox.ACCOUNT);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    try (AwsKey key = ((Outcome.Done<AwsKey>) outcome).value()) {
      return key.accessKeyId();
    }
  }

  private static long assumed() {
    return stage.aws.events().stream()
        .filter(event -> event.name().equals("AssumeRole"))
        .filter(event -> event.content().toString().contains("role/manager"))
        .filter(event -> !event.content().containsKey("errorCode"))
        .count();
  }
}
