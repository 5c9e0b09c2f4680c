package dev.teambroker.cli;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * aws-vault's command lines as ours, for a link of that name: so that Makefiles go on working. What
 * would mean something else here is refused with the reason.
 */
final class AwsVaultWords {
  private static final List<String> COMMANDS =
      List.of("exec", "export", "login", "list", "ls", "clear", "help", "--help", "--version");

  /** Flags under another name. */
  private static final Map<String, String> RENAMED =
      Map.of("-d", "--duration", "-s", "--stdout", "-j", "--json");

  private static final List<String> TAKEN =
      List.of(
          "--duration",
          "--region",
          "--stdout",
          "--json",
          "--format",
          "--prompt",
          "--debug",
          "--help",
          "--version");

  private static final String LONG_TERM_KEY =
      "nobody here holds the long-term key; sessions are all there is";
  private static final Map<String, String> REFUSED =
      Map.of(
          "--no-session", LONG_TERM_KEY,
          "-n", LONG_TERM_KEY,
          "--ec2-server", "it would serve every program of this machine; take exec --profile-env",
          "--ecs-server", "take exec --profile-env, whose command refreshes by itself",
          "--server", "take exec --profile-env, whose command refreshes by itself",
          "-t", "a code in an argument can be seen by everybody; take --mfa-token FILE or -",
          "--mfa-token", "a code in an argument can be seen by everybody; let it be asked for",
          "--backend", "`broker-cli keychain migrate` says where the key is");

  private AwsVaultWords() {}

  /** Our words for them; those behind {@code --} are the command's. */
  static String[] translated(String... words) {
    if (words.length == 0 || !COMMANDS.contains(words[0])) {
      String command = words.length == 0 ? "it" : words[0];
      throw refused(
          command,
          "this is broker-cli under another name, with exec, export, login,"
              + " list and clear; `broker-cli help` lists its own commands");
    }
    List<String> ours = new ArrayList<>();
    int end = List.of(words).indexOf("--");
    int own = end < 0 ? words.length : end;
    for (int i = 0; i < own; i++) {
      ours.addAll(word(words[0], words[i]));
    }
    ours.addAll(Arrays.asList(words).subList(own, words.length));
    return ours.toArray(String[]::new);
  }

  private static List<String> word(String command, String word) {
    if (!word.startsWith("-")) {
      return List.of(word);
    }
    int equals = word.indexOf('=');
    String flag = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals);
    String name = RENAMED.getOrDefault(flag, flag);
    String reason = REFUSED.get(flag);
    if (reason != null || !TAKEN.contains(name)) {
      throw refused(flag, reason == null ? "it is not known here" : reason);
    }
    if (command.equals("exec") && name.equals("--json")) {
      throw refused("exec --json", "take broker-cli credential-process PROFILE");
    }
    if (command.equals("export") && value.equals("=export-env")) {
      return List.of("--format=env");
    }
    return List.of(name + value);
  }

  private static Failure refused(String what, String reason) {
    return new Failure(ExitCode.USAGE, "aws-vault's " + what + " is not taken: " + reason + ".");
  }
}
