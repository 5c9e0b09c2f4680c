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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where codes come from. Windows and keys are played by scripts of their programs' names. */
class PromptsTest {
  private static final String QUESTION = "Code for shared user deploy (session), asked by java";

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
    cli = made.cli.with("BROKER_CODE_COMMAND", "");
    Files.createDirectories(home.resolve("bin"));
    cli.with("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
  }

  @AfterEach
  void stopped() {
    if (enrolled != null) {
      enrolled.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zenity, --entry --title broker-cli --text",
    "kdialog, --title broker-cli --inputbox",
    "osascript, -e on run argv -e text returned of"
  })
  void aWindowGetsTheQuestionAndMayGiveWideDigitsAndSpaces(String program, String words)
      throws IOException {
    program(program, "echo \"$*\" >$HOME/words; echo ' １２３ ４５６ '");
    accepted(cli.with("BROKER_PROMPT", program).run("credential-process", "deploy"));
    assertThat(home.resolve("words")).content().startsWith(words).contains(QUESTION);
  }

  @Test
  void withoutATerminalTheDesktopsWindowIsTaken() throws IOException {
    program("kdialog", "echo 123456");
    Run without = detached();
    assertThat(without.code()).isEqualTo(4);
    assertThat(without.err())
        .contains("no terminal to ask on and no window to open", "mfa-process");
    cli.with("DISPLAY", ":0");
    if (!Files.exists(Path.of("/usr/bin/zenity"))) {
      accepted(detached());
    }
  }

  @Test
  void aWindowThatIsClosedGivesNoCodeAndTheNextCallAsksAnew() throws IOException {
    program("zenity", "exit 1");
    Run closed = cli.with("BROKER_PROMPT", "zenity").run("credential-process", "deploy");
    assertThat(closed.code()).isEqualTo(4);
    assertThat(closed.err()).contains("No code was given.");
    program("zenity", "echo 123456");
    accepted(cli.run("credential-process", "deploy"));
  }

  @Test
  void aWrongCodeOfAWindowIsAskedForAgain() throws IOException {
    program(
        "zenity",
        "echo x >>$HOME/asked; [ $(wc -l <$HOME/asked) -gt 2 ] && echo 123456"
            + " || echo "
            + TestBroker.WRONG_CODE);
    accepted(cli.with("BROKER_PROMPT", "zenity").run("credential-process", "deploy"));
    assertThat(home.resolve("asked")).content().isEqualTo("x\nx\nx\n");
  }

  @Test
  void aKeyIsReadByYkmanWithItsAccountAndDevice() throws IOException {
    program("ykman", "echo \"$*\" >$HOME/words; echo 'Touch your YubiKey...' >&2; echo 123456");
    cli.with("BROKER_PROMPT", "ykman");
    Run unnamed = cli.run("credential-process", "deploy");
    assertThat(unnamed.code()).isEqualTo(3);
    assertThat(unnamed.err()).contains("needs ykman-account");
    cli.with("BROKER_YKMAN_ACCOUNT", "broker:alice").with("BROKER_YKMAN_DEVICE", "1234567");
    Run run = cli.run("credential-process", "deploy");
    accepted(run);
    assertThat(run.err()).contains("Touch your YubiKey...");
    assertThat(home.resolve("words"))
        .hasContent("--device 1234567 oath accounts code --single broker:alice");
  }

  @Test
  void anOwnCommandsStdoutIsCapturedAndTrimmed() throws IOException {
    cli.with("BROKER_MFA_PROCESS", "echo touch >&2; printf '\\n  123456 \\n\\n'");
    Run run = cli.run("credential-process", "deploy");
    accepted(run);
    assertThat(run.err()).contains("touch");
    assertThat(run.out()).startsWith("{\"Version\":1,").endsWith("}");
  }

  @Test
  void anOwnCommandHasTheTerminalAsItsStdin() throws IOException {
    Needed.command("script", "Debian: bsdutils.");
    cli.with("BROKER_MFA_PROCESS", "printf 'Type: ' >&2; read code; echo $code");
    String command = "'" + cli.launcher() + "' credential-process deploy </dev/null >$HOME/out";
    Process script = cli.start(List.of("script", "-qec", command, "/dev/null"));
    readUntil(script, "Type: ");
    type(script, "123456\n");
    script.getInputStream().readAllBytes();
    assertThat(home.resolve("out")).content().startsWith("{\"Version\":1,");
  }

  @Test
  void aCommandThatCallsUsForItsCodeIsALoop() throws IOException {
    cli.with("BROKER_MFA_PROCESS", "'" + cli.launcher() + "' credential-process deploy");
    Run run = cli.run("credential-process", "deploy");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("calls broker-cli itself");
  }

  @Test
  void oneCodeMayComeFromAFileOrStdin() throws IOException {
    Path file = Files.writeString(home.resolve("code"), "123 456\n");
    accepted(cli.run("credential-process", "deploy", "--mfa-token", file.toString()));
    broker.forgetTokens(true);
    Process process = cli.start("login", "--mfa-token", "-");
    process.getOutputStream().write("123457\n".getBytes(StandardCharsets.UTF_8));
    assertThat(InstalledCli.await(process).code()).isZero();
    Files.writeString(file, TestBroker.WRONG_CODE);
    assertThat(cli.run("login", "--mfa-token", file.toString()).code()).isEqualTo(4);
  }

  @Test
  void pinentryAsksOnTheTerminalThatItIsTold() throws IOException {
    Needed.command("pinentry-curses", "Debian: pinentry-curses.");
    Needed.command("script", "Debian: bsdutils.");
    program("pinentry", "exec pinentry-curses \"$@\"");
    cli.with("BROKER_PROMPT", "pinentry").with("TERM", "xterm");
    String command = "'" + cli.launcher() + "' credential-process deploy >$HOME/out";
    Process script =
        cli.start(List.of("script", "-qec", "stty rows 24 cols 120; " + command, "/dev/null"));
    readUntil(script, "Code:");
    type(script, "123456\r");
    script.getInputStream().readAllBytes();
    assertThat(home.resolve("out")).content().startsWith("{\"Version\":1,");
    assertThat(broker.requests()).anyMatch(request -> request.contains("code=123456"));
  }

  @Test
  void anUnknownPromptIsSaidWithTheKnownOnes() throws IOException {
    Run run = cli.run("credential-process", "deploy", "--prompt", "clippy");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("prompt takes auto, terminal, zenity", "not 'clippy'");
  }

  private void accepted(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("ASIATEST");
    assertThat(broker.requests()).anyMatch(request -> request.contains("code=123456"));
  }

  /** As an IDE calls: without a terminal. */
  private Run detached() throws IOException {
    Needed.command("setsid", "Debian: util-linux.");
    return InstalledCli.await(
        cli.start(
            List.of("setsid", "-w", cli.launcher().toString(), "credential-process", "deploy")));
  }

  private void program(String name, String body) throws IOException {
    Path script = Files.writeString(home.resolve("bin").resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private static void type(Process process, String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private static void readUntil(Process process, String prompt) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(prompt) < 0) {
      int next = process.getInputStream().read();
      if (next < 0) {
        throw new IOException("no question came: " + seen);
      }
      seen.append((char) next);
    }
  }
}
