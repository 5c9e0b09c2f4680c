package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.Needed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in the shells they are for; no JVM and no keychain is asked when they complete. */
class CompletionTest {
  @TempDir Path home;
  private CliUnderTest cli;

  @BeforeEach
  void configured() {
    cli = new CliUnderTest(home);
    cli.configure("[profiles.deploy]\nkind = \"x\"\n[profiles.\"my own\"]\n[brokers.default]\n");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh", "fish"})
  void commandsAndWhatIsBelowThemAreCompleted(String shell) throws IOException {
    assertThat(completed(shell, "broker-cli", "")).contains("exec", "grant", "console", "--json");
    assertThat(completed(shell, "broker-cli", "grant", "")).contains("add", "list");
    assertThat(completed(shell, "broker-cli", "grant", "add", ""))
        .contains("--member")
        .doesNotContain("exec");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh", "fish"})
  void profilesAreThoseOfTheFile(String shell) throws IOException {
    for (String command : List.of("exec", "export", "console", "credential-process", "clear")) {
      assertThat(completed(shell, "broker-cli", command, "")).as(command).contains("deploy");
    }
    assertThat(completed(shell, "broker-cli", "grant", "")).doesNotContain("deploy");
    assertThat(completed(shell, "broker-cli", "exec", ""))
        .contains("--min-ttl")
        .doesNotContain("default");
  }

  @ParameterizedTest
  @CsvSource({"bash", "fish"})
  void theCommandBehindTheDashesIsCompletedAsItself(String shell) throws IOException {
    assertThat(completed(shell, "broker-cli", "exec", "deploy", "--", "dirna")).contains("dirname");
  }

  @Test
  void zshHandsTheCommandBehindTheDashesOver() throws IOException {
    assertThat(completed("zsh", "broker-cli", "exec", "deploy", "--", "git", "stat"))
        .containsExactly("normal", "2", "git", "stat");
  }

  @Test
  void powershellGetsAScriptToo() {
    assertThat(cli.run("completion", "powershell")).isZero();
    assertThat(cli.out()).contains("Register-ArgumentCompleter -Native -CommandName broker-cli");
    assertThat(cli.run("completion", "tcsh")).isEqualTo(2);
  }

  private List<String> completed(String shell, String... words) throws IOException {
    Needed.command(shell, "Debian: bash, zsh, fish.");
    assertThat(cli.run("completion", shell)).as(cli.err()).isZero();
    Path script = Files.writeString(home.resolve("script"), cli.out());
    String asking =
        switch (shell) {
          case "bash" ->
              "source %s; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _broker_cli;"
                  + " printf '%%s\\n' \"${COMPREPLY[@]}\"";
          case "zsh" ->
              "compdef() {}; compadd() { shift; print -l -- $@ };"
                  + " _normal() { print -l normal $CURRENT $words };"
                  + " source %s; words=(\"$@\"); CURRENT=$#; _broker_cli";
          default -> "source %s; complete -C \"$argv\" | string replace -r '\\t.*' ''";
        };
    List<String> command =
        new java.util.ArrayList<>(List.of(shell, "-c", asking.formatted(script)));
    if (!shell.equals("fish")) {
      command.add("x");
    }
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("XDG_CONFIG_HOME");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
