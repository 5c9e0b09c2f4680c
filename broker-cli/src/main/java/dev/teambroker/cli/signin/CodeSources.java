package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Picks where codes come from: what was said on the command line, else a program of the user's,
 * else the prompt that is configured, else the terminal, else a window.
 */
final class CodeSources {
  private static final List<String> WINDOWS = List.of("zenity", "kdialog", "pinentry");

  private final Surroundings around;
  private final Settings settings;

  private CodeSources(Surroundings around) {
    this.around = around;
    this.settings = around.settings();
  }

  static CodeSource of(Surroundings around) {
    return new CodeSources(around).pick();
  }

  private CodeSource pick() {
    Path file = around.options().mfaToken();
    if (file != null) {
      return new OneCode(new SecretInput(around), file);
    }
    String command = around.variable("BROKER_CODE_COMMAND");
    if (command != null && around.options().prompt() == null) {
      return CodeProgram.of("BROKER_CODE_COMMAND", command);
    }
    String process = settings.option("mfa-process");
    if (process != null && around.options().prompt() == null) {
      return CodeProgram.of("mfa-process", process);
    }
    String flag = around.options().prompt();
    String prompt = flag == null ? settings.option("prompt") : flag;
    return prompt == null || prompt.equals("auto") ? whatIsThere() : named(prompt);
  }

  private CodeSource whatIsThere() {
    TerminalCodes terminal = new TerminalCodes(around.terminal());
    if (around.terminal().isThere()) {
      return terminal;
    }
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
      return named("osascript");
    }
    boolean desktop =
        around.variable("DISPLAY") != null || around.variable("WAYLAND_DISPLAY") != null;
    return WINDOWS.stream()
        .filter(program -> desktop && isOnThePath(program))
        .findFirst()
        .map(this::named)
        .orElse(terminal);
  }

  private CodeSource named(String prompt) {
    return switch (prompt) {
      case "terminal" -> new TerminalCodes(around.terminal());
      case "zenity" ->
          CodeProgram.window(
              prompt,
              question ->
                  List.of(prompt, "--entry", "--title", "broker-cli", "--text", question + ":"));
      case "kdialog" ->
          CodeProgram.window(
              prompt, question -> List.of(prompt, "--title", "broker-cli", "--inputbox", question));
      case "osascript" ->
          CodeProgram.window(
              prompt,
              question ->
                  List.of(
                      prompt,
                      "-e",
                      "on run argv",
                      "-e",
                      "text returned of (display dialog (item 1 of argv) default answer \"\" with"
                          + " title \"broker-cli\")",
                      "-e",
                      "end run",
                      question));
      case "pinentry" -> new Pinentry(around.variable("TERM"));
      case "ykman" -> CodeProgram.key(prompt, ykman());
      default ->
          throw new Failure(
              ExitCode.CONFIGURATION,
              "prompt takes auto, terminal, zenity, kdialog, osascript, pinentry or ykman, not '"
                  + prompt
                  + "'.");
    };
  }

  /** It says itself on stderr when the key wants to be touched. */
  private List<String> ykman() {
    String account = settings.option("ykman-account");
    if (account == null) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "prompt = \"ykman\" needs ykman-account, the name that `ykman oath accounts list`"
              + " shows.");
    }
    List<String> words = new ArrayList<>(List.of("ykman"));
    @Nullable String device = settings.option("ykman-device");
    if (device != null) {
      words.addAll(List.of("--device", device));
    }
    words.addAll(List.of("oath", "accounts", "code", "--single", account));
    return words;
  }

  private boolean isOnThePath(String program) {
    String path = around.variable("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
