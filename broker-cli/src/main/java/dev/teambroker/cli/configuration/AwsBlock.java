package dev.teambroker.cli.configuration;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.util.ArrayList;
import java.util.List;

/** Our block in the AWS configuration file: between two marks; the rest is never touched. */
final class AwsBlock {
  static final String BEGIN = "# >>> broker-cli: made by `broker-cli configure`, do not edit";
  static final String END = "# <<< broker-cli";

  private AwsBlock() {}

  /** The file with this block in place of the older one, or at its end. */
  static String put(String file, List<String> profiles, String launcher) {
    List<String> lines = new ArrayList<>(outside(file));
    int at = file.lines().toList().indexOf(BEGIN);
    if (at < 0) {
      at = lines.size();
      if (at > 0 && !lines.getLast().isBlank()) {
        lines.add("");
        at++;
      }
    }
    lines.addAll(at, block(profiles, launcher));
    return String.join("\n", lines) + "\n";
  }

  /** Whether the user has a profile of that name outside our block. */
  static boolean hasOwn(String file, String profile) {
    List<String> outside = outside(file);
    return outside.stream()
        .map(AwsProfiles::spaced)
        .anyMatch(line -> line.startsWith("[profile " + profile + "]"));
  }

  private static List<String> outside(String file) {
    List<String> lines = file.lines().toList();
    int begin = lines.indexOf(BEGIN);
    int end = lines.indexOf(END);
    if (begin < 0 && end < 0) {
      return lines;
    }
    if (begin < 0 || end < begin) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "The AWS configuration file has one of the marks of our block without the other: mend"
              + " it by hand ('"
              + BEGIN
              + "' … '"
              + END
              + "').");
    }
    List<String> outside = new ArrayList<>(lines.subList(0, begin));
    outside.addAll(lines.subList(end + 1, lines.size()));
    return outside;
  }

  private static List<String> block(List<String> profiles, String launcher) {
    List<String> block = new ArrayList<>();
    block.add(BEGIN);
    for (String profile : profiles) {
      block.add("[profile " + profile + "]");
      block.add("credential_process = " + quoted(launcher) + " credential-process " + profile);
    }
    block.add(END);
    return block;
  }

  /** The SDKs know double quotes, and no escapes that all of them share. */
  private static String quoted(String launcher) {
    if (launcher.contains("\"") || launcher.contains("\n") || launcher.contains("\\")) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "AWS tools can't be given this path in credential_process: " + launcher);
    }
    return launcher.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0)
        ? launcher
        : '"' + launcher + '"';
  }
}
