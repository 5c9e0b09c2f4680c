package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguringTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/ops/deployer";

  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;
  private Path aws;

  @BeforeEach
  void signedIn() {
    cli = new CliUnderTest(home).with("BROKER_CLI_LAUNCHER", "/opt/broker cli/bin/broker-cli");
    broker = TestBroker.start(cli.clock);
    broker.with("GET", "/v1/shared-users", 200, List.of(sharedUser("deploy")));
    grants(grant("deploy", "role", ROLE), grant("deploy", "session"));
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    assertThat(cli.run("login")).as(cli.err()).isZero();
    aws = home.resolve(".aws/config");
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @Test
  void makesAProfileForEachGrantHereAndForAwsTools() {
    assertThat(cli.run("configure", "--yes")).as(cli.err()).isZero();
    assertThat(aws)
        .content()
        .isEqualTo(
            """
            # >>> broker-cli: made by `broker-cli configure`, do not edit
            [profile deploy-deployer]
            credential_process = "/opt/broker cli/bin/broker-cli" credential-process deploy-deployer
            [profile deploy-session]
            credential_process = "/opt/broker cli/bin/broker-cli" credential-process deploy-session
            # <<< broker-cli
            """);
    assertThat(cli.run("credential-process", "deploy-deployer")).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).contains("\"role\":\"" + ROLE);
    assertThat(cli.run("list")).isZero();
    assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "PROFILE SHARED USER KIND ACCOUNT ROLE LEFT",
            "deploy-deployer deploy role 123456789012 " + ROLE + " 1h00m",
            "deploy-session deploy session 123456789012 - -");
  }

  @Test
  void showsTheChangeAndAsksFirst() {
    cli.person.willType("n");
    assertThat(cli.run("configure")).isZero();
    assertThat(cli.err())
        .contains("--- " + aws, "+ [profile deploy-deployer]", "Nothing was changed");
    assertThat(aws).doesNotExist();
    cli.person.willType("y");
    assertThat(cli.run("configure")).isZero();
    assertThat(aws).exists();
  }

  @Test
  void honoursAwsConfigFile() {
    Path other = home.resolve("elsewhere");
    cli.with("AWS_CONFIG_FILE", other.toString());
    assertThat(cli.run("configure", "--yes")).isZero();
    assertThat(other).exists();
    assertThat(aws).doesNotExist();
  }

  @Test
  void touchesNothingOutsideItsBlock() throws IOException {
    String before = "# mine\n[default]\nregion=eu-west-1\n";
    String after = "\n[profile mine]\nsso_session = x";
    Files.createDirectories(aws.getParent());
    Files.writeString(aws, before);
    cli.run("configure", "--yes");
    Files.writeString(aws, Files.readString(aws) + after);
    grants(grant("deploy", "session"));
    assertThat(cli.run("configure", "--yes")).isZero();
    assertThat(cli.err()).contains("- [profile deploy-deployer]");
    assertThat(Files.readString(aws))
        .startsWith(before + "\n# >>>")
        .endsWith("# <<< broker-cli\n" + after + "\n");
  }

  @Test
  void leavesAProfileAloneThatTheUserHasAlready() throws IOException {
    Files.createDirectories(aws.getParent());
    Files.writeString(aws, "[profile  deploy-session]\nregion = us-east-1\n");
    assertThat(cli.run("configure", "--yes")).isZero();
    assertThat(cli.err()).contains("Profile deploy-session of", "left alone");
    assertThat(Files.readString(aws)).containsOnlyOnce("deploy-session");
  }

  @Test
  void keepsWhatIsThereWhenTheBrokerAnswersWithNoGrants() throws IOException {
    cli.run("configure", "--yes");
    String before = Files.readString(aws);
    grants();
    assertThat(cli.run("configure", "--yes")).isZero();
    assertThat(cli.err()).contains("no grants; nothing was changed");
    assertThat(Files.readString(aws)).isEqualTo(before);
  }

  @Test
  void takesNoLineFromABrokerThatWouldBeAnother() {
    String evil = "arn:aws:iam::123456789012:role/x\ncredential_process = rm -rf";
    grants(
        grant("deploy", "role", evil), grant("evil\n[default]", "session"), grant("ok", "session"));
    assertThat(cli.run("configure", "--yes")).as(cli.err()).isZero();
    assertThat(aws).content().contains("ok-session").doesNotContain("evil", "rm -rf");
  }

  private void grants(Grant... grants) {
    broker.with("GET", "/v1/me/grants", 200, List.of(grants));
  }

  private static Grant grant(String sharedUser, String kind, String... roles) {
    return new Grant(
        "g-1",
        sharedUser,
        kind,
        "active",
        "alice",
        null,
        List.of(roles),
        "none",
        3600,
        3600,
        null,
        List.of(),
        null,
        null,
        null,
        Map.of(),
        List.of());
  }

  private static SharedUser sharedUser(String name) {
    return new SharedUser(
        name,
        "123456789012",
        "aws",
        name,
        "AIDATEST",
        "active",
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
