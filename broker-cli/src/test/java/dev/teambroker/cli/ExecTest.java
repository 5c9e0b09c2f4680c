package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.EnrolledCli;
import dev.teambroker.cli.testing.InstalledCli;
import dev.teambroker.cli.testing.InstalledCli.Run;
import dev.teambroker.cli.testing.Needed;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec}, by the launcher in each shell that it is to work in. */
class ExecTest {
  private static final String SHOW =
      "echo \"$1|$AWS_ACCESS_KEY_ID|$AWS_SECRET_ACCESS_KEY|$AWS_SESSION_TOKEN|$AWS_REGION"
          + "|$AWS_DEFAULT_REGION|$BROKER_CLI_PROFILE|$AWS_CREDENTIAL_EXPIRATION\"; exit 7";

  @TempDir Path home;
  @TempDir Path installed;
  private @Nullable EnrolledCli enrolled;
  private TestBroker broker;
  private InstalledCli cli;

  @BeforeEach
  void enrolled() throws IOException {
    EnrolledCli made = new EnrolledCli(home, installed);
    enrolled = made;
    broker = made.broker;
    cli = made.cli;
  }

  @AfterEach
  void stopped() {
    if (enrolled != null) {
      enrolled.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh", "bash"})
  void theCommandGetsTheSessionAndItsExitCodeComesBack(String shell) throws IOException {
    Needed.command(shell.split(" ", 2)[0], "Debian: dash, busybox, bash.");
    String argument = "an 'argument'  with $(odd) -- things";
    Run run =
        InstalledCli.await(
            cli.start(
                Stream.concat(
                        Stream.of(shell.split(" ", -1)),
                        Stream.of(
                            cli.launcher().toString(),
                            "exec",
                            "deploy",
                            "--",
                            "sh",
                            "-c",
                            SHOW,
                            "name",
                            argument))
                    .toList()));
    assertThat(run.code()).as(run.err()).isEqualTo(7);
    assertThat(run.out())
        .startsWith(
            argument
                + "|ASIATEST1|"
                + TestBroker.SECRET_KEY
                + "|token-1|eu-west-1|eu-west-1|deploy|2")
        .endsWith("Z\n");
  }

  @Test
  void nothingOfTheCallersCanBeatTheSession() throws IOException {
    List<String> cleared =
        List.of(
            "AWS_SECURITY_TOKEN",
            "AWS_CREDENTIAL_FILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_PROFILE",
            "AWS_SDK_LOAD_CONFIG",
            "AWS_ROLE_ARN",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    cleared.forEach(variable -> cli.with(variable, "old-value"));
    cli.with("AWS_ACCESS_KEY_ID", "old-value").with("AWS_SESSION_TOKEN", "old-value");
    Run run = cli.run("exec", "deploy", "--", "env");
    assertThat(run.out()).contains("AWS_ACCESS_KEY_ID=ASIATEST1").doesNotContain("old-value");
  }

  @Test
  void whateverElseTheCallerHasTheCommandHas() throws IOException {
    List<String> launchersOwn =
        List.of(
            "version", "home", "java", "self", "line", "note", "JAVA_TOOL_OPTIONS", "CLASSPATH");
    launchersOwn.forEach(variable -> cli.with(variable, "callers"));
    Run run = cli.run("exec", "deploy", "--", "env");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.endsWith("=callers")))
        .hasSameSizeAs(launchersOwn);
    assertThat(run.out()).doesNotContain("BROKER_CLI_EXEC", "BROKER_CLI_LAUNCHER");
  }

  @Test
  void aSignalReachesTheCommandItself() throws IOException {
    Process process =
        cli.start(
            "exec",
            "deploy",
            "--",
            "sh",
            "-c",
            "trap 'echo caught; exit 9' TERM; echo ready; " + "while :; do sleep 0.1; done");
    while (process.getInputStream().read() != '\n') {}
    process.toHandle().destroy(); // the signal alone; Process.destroy closes the streams as well
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("caught\n");
    assertThat(process.onExit().join().exitValue()).isEqualTo(9);
  }

  @Test
  void noSecretIsInAnyArgumentOrInTheLauncher() throws IOException {
    Run run =
        cli.run("exec", "deploy", "--", "sh", "-c", "tr '\\0' ' ' </proc/$$/cmdline; ps -eo args");
    assertThat(run.out()).contains("cmdline").doesNotContain(TestBroker.SECRET_KEY, "token-1");
  }

  @Test
  void withoutACommandItIsAShell() throws IOException {
    Path shell =
        Files.writeString(home.resolve("shell"), "#!/bin/sh\necho \"$# $AWS_ACCESS_KEY_ID\"\n");
    assertThat(shell.toFile().setExecutable(true)).isTrue();
    cli.with("SHELL", shell.toString());
    assertThat(cli.run("exec", "deploy").out()).isEqualTo("0 ASIATEST1\n");
    assertThat(cli.run("exec", "deploy", "--").out()).isEqualTo("0 ASIATEST1\n");
  }

  @Test
  void theProfileOfTheAwsToolsIsTheOneWhereNoneIsNamed() throws IOException {
    Run run = cli.with("AWS_PROFILE", "deploy").run("exec", "--", "sh", "-c", SHOW);
    assertThat(run.out()).as(run.err()).contains("ASIATEST1");
  }

  @Test
  void aSessionInASessionIsALoopAndRefused() throws IOException {
    String again = "exec '" + cli.launcher() + "' exec deploy -- touch " + home + "/touched";
    Run run = cli.run("exec", "deploy", "--", "sh", "-c", again);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("in a session of deploy already", "unset BROKER_CLI_PROFILE");
    assertThat(home.resolve("touched")).doesNotExist();
    Run nested = cli.run("exec", "deploy", "--", "sh", "-c", "unset BROKER_CLI_PROFILE; " + again);
    assertThat(nested.code()).as(nested.err()).isZero();
    assertThat(home.resolve("touched")).exists();
  }

  @Test
  void aProfileInsteadOfASessionLetsTheCommandRefresh() throws IOException {
    assertThat(cli.run("exec", "deploy", "--profile-env", "--", "env").err())
        .contains("--profile-env needs [profile deploy] in", "broker-cli configure");
    Path aws = Files.createDirectories(home.resolve(".aws"));
    Files.writeString(aws.resolve("config"), "[profile  deploy]\ncredential_process = x\n");
    Run run = cli.run("exec", "deploy", "--profile-env", "--", "env");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("AWS_PROFILE=deploy\n", "AWS_SDK_LOAD_CONFIG=1\n", "AWS_REGION=eu-west-1\n")
        .doesNotContain("AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "ASIATEST");
    assertThat(broker.sessionsIssued()).as("asked for before it starts").isEqualTo(1);
  }

  @Test
  void withoutASessionNothingRuns() throws IOException {
    Run typo = cli.run("exec", "deplyo", "--", "touch", home + "/touched");
    assertThat(typo.code()).isEqualTo(3);
    assertThat(typo.err()).contains("no profile 'deplyo'", "there are deploy");
    Run tooShort = cli.run("exec", "deploy", "--min-ttl", "1h", "--", "touch", home + "/touched");
    assertThat(tooShort.code()).isEqualTo(5);
    assertThat(cli.run("exec", "deploy", "touch", home + "/touched").code()).isEqualTo(2);
    assertThat(home.resolve("touched")).doesNotExist();
  }

  @Test
  void helpIsShownAndNotEvaluated() throws IOException {
    Run run = cli.run("exec", "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: broker-cli exec [OPTIONS] [PROFILE] [-- CMD");
    assertThat(cli.run("exec", "--help", "--", "touch", home + "/touched").code()).isZero();
    assertThat(home.resolve("touched")).doesNotExist();
  }

  @Test
  void aCommandThatIsNotThereEndsAsInAnyShell() throws IOException {
    assertThat(cli.run("exec", "deploy", "--", "no-such-command").code()).isEqualTo(127);
  }
}
