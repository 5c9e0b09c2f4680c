package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.Needed;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  private static final List<String> VALUES =
      List.of("ASIATEST1", TestBroker.SECRET_KEY, "token-1", "2026-03-01T11:00:10Z", "eu-west-1");

  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeEach
  void enrolled() {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.configure(
        """
        [profiles.deploy]
        shared-user = "deploy"
        kind = "session"
        region = "eu-west-1"
        [profiles."it's `my` $HOME"]
        shared-user = "deploy"
        kind = "session"
        region = "eu-west-1"
        """);
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "busybox sh", "zsh"})
  void shellsReadIt(String shell) throws IOException {
    export("env");
    assertThat(read(shell, "eval \"$1\"\n" + SHOW)).isEqualTo(String.join("|", VALUES) + "\n");
  }

  private static final String SHOW =
      "printf '%s|' \"$AWS_ACCESS_KEY_ID\" \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_SESSION_TOKEN\""
          + " \"$AWS_CREDENTIAL_EXPIRATION\"; echo \"$AWS_REGION\"";

  @Test
  void fishReadsIt() throws IOException {
    export("fish");
    String show = SHOW.replace("; ", "\n");
    assertThat(read("fish", "echo $argv[1] | source\n" + show))
        .isEqualTo(String.join("|", VALUES) + "\n");
  }

  @Test
  void powershellIsWrittenAsItReads() {
    export("powershell");
    assertThat(cli.out())
        .startsWith("$Env:AWS_ACCESS_KEY_ID = 'ASIATEST1'\n")
        .endsWith("$Env:AWS_DEFAULT_REGION = 'eu-west-1'\n");
  }

  @Test
  void dotenvHasNoQuotesBecauseDockerTakesThemForTheValue() {
    export("dotenv");
    assertThat(cli.out().lines())
        .containsExactly(
            "AWS_ACCESS_KEY_ID=ASIATEST1",
            "AWS_SECRET_ACCESS_KEY=" + TestBroker.SECRET_KEY,
            "AWS_SESSION_TOKEN=token-1",
            "AWS_CREDENTIAL_EXPIRATION=2026-03-01T11:00:10Z",
            "AWS_REGION=eu-west-1",
            "AWS_DEFAULT_REGION=eu-west-1");
  }

  @Test
  void jsonIsWhatCredentialProcessPrints() {
    export("json");
    String json = cli.out();
    cli.run("credential-process", "deploy");
    assertThat(cli.out()).isEqualTo(json).startsWith("{\"Version\":1,");
    cli.run("export", "deploy", "--json");
    assertThat(cli.out()).isEqualTo(json);
  }

  @Test
  void iniIsASectionOfTheProfilesName() {
    assertThat(cli.run("export", "it's `my` $HOME", "--format", "ini")).as(cli.err()).isZero();
    assertThat(cli.out())
        .isEqualTo(
            """
            [it's `my` $HOME]
            aws_access_key_id = ASIATEST1
            aws_secret_access_key = secret/of+the+session
            aws_session_token = token-1
            region = eu-west-1
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu west", "$HOME", "`id`", "a'b", "a\\\"b", "EU", "a\\nb"})
  void aRegionThatIsNoneIsRefused(String region) {
    cli.configure(
        "[profiles.odd]\nshared-user = \"deploy\"\nkind = \"session\"\nregion = \""
            + region
            + "\"");
    assertThat(cli.run("export", "odd")).isEqualTo(3);
    assertThat(cli.err()).contains("region takes a name such as eu-west-1");
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a]b", "[a", "a\\nb", "a\\\"b", "a\\\\b"})
  void aProfileWhoseNameWouldEndAHeadingIsRefused(String name) {
    cli.configure("[profiles.\"" + name + "\"]\nshared-user = \"deploy\"\nkind = \"session\"");
    String asTyped = name.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    assertThat(cli.run("export", asTyped, "--format", "ini")).isEqualTo(3);
    assertThat(cli.err()).contains("A profile's name takes");
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a'b", "a b", "", "a`b", "a$b", "a\"b", "a\\b"})
  void aTokenThatIsNoneOfAwsNeverReachesAShell(String token) {
    broker.withSessionToken(token);
    for (String format : List.of("env", "ini", "dotenv", "json")) {
      assertThat(cli.run("export", "deploy", "--format", format)).isEqualTo(1);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).contains("is not a session of AWS's");
    }
  }

  @Test
  void theCredentialsFileGetsAMarkedSectionAndKeepsTheRest() throws IOException {
    Path file = credentials("# mine\n[default]\naws_access_key_id = AKIAOTHER\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    for (int twice = 0; twice < 2; twice++) {
      assertThat(cli.run("export", "deploy", "--credentials-file", "old-tool")).isZero();
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).contains("[old-tool] is in " + file + " until 2026-03-01T11:00:10Z.");
      assertThat(file)
          .hasContent(
              """
              # mine
              [default]
              aws_access_key_id = AKIAOTHER

              # >>> broker-cli: a session until 2026-03-01T11:00:10Z, made by `broker-cli export`, do not edit
              [old-tool]
              aws_access_key_id = ASIATEST1
              aws_secret_access_key = secret/of+the+session
              aws_session_token = token-1
              region = eu-west-1
              # <<< broker-cli
              """);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void somebodyElsesSectionIsNeverWrittenOver() throws IOException {
    String mine = "[ old-tool ]  # by hand\naws_access_key_id = AKIAOTHER\n";
    Path file = credentials(mine);
    assertThat(cli.run("export", "deploy", "--credentials-file", "old-tool")).isEqualTo(3);
    assertThat(cli.err()).contains("a section [old-tool] that isn't ours");
    assertThat(file).hasContent(mine);
    assertThat(broker.sessionsIssued()).isZero();
    assertThat(cli.run("export", "deploy", "--credentials-file", "a]\n[b")).isEqualTo(2);
  }

  @Test
  void clearTakesOurSectionsAwayAndAnEndedOneGoesAtTheNextList() throws IOException {
    Path file = credentials("[default]\nregion = x\n");
    cli.run("export", "deploy", "--credentials-file", "one");
    cli.clock.advance(Duration.ofMinutes(50));
    cli.run("export", "deploy", "--credentials-file", "two");
    cli.clock.advance(Duration.ofMinutes(11));
    assertThat(cli.run("list")).isZero();
    assertThat(file).content().doesNotContain("[one]").contains("[two]");
    assertThat(cli.run("clear")).isZero();
    assertThat(file).content().doesNotContain("broker-cli").startsWith("[default]\nregion = x\n");
  }

  private Path credentials(String text) throws IOException {
    return Files.writeString(
        Files.createDirectories(home.resolve(".aws")).resolve("credentials"), text);
  }

  private void export(String format) {
    assertThat(cli.run("export", "deploy", "--format", format)).as(cli.err()).isZero();
  }

  /** What the shell prints for the script, which gets the export as its first argument. */
  private String read(String shell, String script) throws IOException {
    Needed.command(shell.split(" ", 2)[0], "Debian: dash, bash, busybox, zsh, fish.");
    String call = shell + " -c \"$0\" " + (shell.equals("fish") ? "" : "x ") + "\"$1\"";
    Process process =
        new ProcessBuilder("sh", "-c", call, script, cli.out()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
