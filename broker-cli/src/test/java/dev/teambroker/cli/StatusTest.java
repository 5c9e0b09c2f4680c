package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.SharedUsers.AccessKey;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells without asking: list, status, config show, version. */
class StatusTest {
  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeEach
  void aSessionOfAnHour() {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.configure(
        """
        [profiles.deploy]
        shared-user = "deploy"
        kind = "session"
        duration = "1h"
        [profiles.other]
        shared-user = "deploy"
        kind = "federation"
        """);
    assertThat(cli.run("credential-process", "deploy")).as(cli.err()).isZero();
    cli.clock.advance(Duration.ofMinutes(16));
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @Test
  void aShellsPromptGetsAFewLettersFromTheCacheAlone() {
    broker.close();
    cli.with("AWS_PROFILE", "deploy");
    assertThat(cli.run("status", "--short")).isZero();
    assertThat(cli.out()).isEqualTo("deploy 44m\n");
    cli.with("AWS_PROFILE", "other").run("status", "--short");
    assertThat(cli.out()).isEmpty();
    cli.with("AWS_PROFILE", "foreign").run("status", "--short");
    assertThat(cli.out() + cli.err()).isEmpty();
    cli.with("AWS_PROFILE", "").run("status", "--short");
    assertThat(cli.out() + cli.err()).isEmpty();
  }

  @Test
  void insideAnExecItIsThatOnesSession() {
    cli.with("BROKER_CLI_PROFILE", "other")
        .with("AWS_CREDENTIAL_EXPIRATION", "2026-03-01T12:20:10Z");
    cli.run("status", "--short");
    assertThat(cli.out()).isEqualTo("other 2h04m\n");
    cli.with("AWS_CREDENTIAL_EXPIRATION", "2026-03-01T10:00:00Z").run("status", "--short");
    assertThat(cli.out()).isEqualTo("other ended\n");
    cli.run("status", "deploy");
    assertThat(cli.out()).isEqualTo("deploy: session until 2026-03-01T11:00:10Z, 44m left\n");
  }

  @Test
  void scriptsGetJson() {
    cli.run("status", "deploy", "--json");
    assertThat(cli.out())
        .contains("\"expiration\" : \"2026-03-01T11:00:10Z\"", "\"secondsLeft\" : 2640");
    cli.run("version", "--json");
    assertThat(cli.out()).contains("\"version\" : ", "\"java\" : \"25");
    cli.run("list", "--json");
    assertThat(cli.out()).contains("\"profile\" : \"deploy\"", "\"secondsLeft\" : 2640");
  }

  @Test
  void listShowsWhatIsLeftAndLsIsTheSame() {
    broker.close();
    cli.run("list");
    assertThat(cli.out().lines())
        .containsExactly(
            "PROFILE  SHARED USER  KIND        ACCOUNT  ROLE  LEFT",
            "deploy   deploy       session     -        -     44m",
            "other    deploy       federation  -        -     -");
    String list = cli.out();
    cli.run("ls");
    assertThat(cli.out()).isEqualTo(list);
  }

  @Test
  void theGrantsTellTheAgeOfTheKeysBehindThem() {
    Instant stored = cli.clock.instant().minus(Duration.ofDays(91));
    broker.with(
        "GET",
        "/v1/me/grants",
        200,
        List.of(
            new Grant(
                "g", "deploy", "session", "active", "alice", null, List.of(), "none", 3600, 43_200,
                null, List.of(), null, null, null, Map.of(), List.of())));
    broker.with(
        "GET",
        "/v1/shared-users",
        200,
        List.of(
            new SharedUser(
                "deploy",
                "123456789012",
                "aws",
                "deploy",
                "AIDA",
                "active",
                true,
                List.of(new AccessKey("AKIA", "current", true, stored, stored)),
                List.of(),
                List.of(),
                List.of(),
                List.of())));
    assertThat(cli.run("list", "--grants")).as(cli.err()).isZero();
    assertThat(cli.out().lines())
        .containsExactly(
            "SHARED USER  KIND     DEFAULT  MAXIMUM  STATE   KEY AGE  EXPOSED  ROLES",
            "deploy       session  1h00m    12h00m   active  91d      yes");
  }

  @Test
  void eachSettingTellsWhereItComesFrom() {
    cli.with("BROKER_REGION", "eu-west-1");
    assertThat(cli.run("config", "show", "--origin")).as(cli.err()).isZero();
    String file = "file: " + home.resolve(".config/broker-cli/config.toml");
    assertThat(cli.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .contains(
            "session-store | file | environment: BROKER_SESSION_STORE",
            "brokers.default.url | " + broker.url() + " | " + file,
            "profiles.deploy.duration | 1h | " + file,
            "profiles.deploy.region | eu-west-1 | environment: BROKER_REGION",
            "profiles.other.duration | - | team: the grant's default");
    assertThat(cli.run("config", "show", "unknown")).isEqualTo(3);
  }

  @Test
  void theVersionIsACommandToo() {
    assertThat(cli.run("version")).isZero();
    assertThat(cli.out()).startsWith("broker-cli ");
  }
}
