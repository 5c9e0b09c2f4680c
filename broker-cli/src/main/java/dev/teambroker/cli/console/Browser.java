package dev.teambroker.cli.console;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The user's browser, or the one that was named: with its own flags for a window and a profile. */
final class Browser {
  private final List<String> command;

  private Browser(List<String> command) {
    this.command = command;
  }

  /**
   * A browser.
   *
   * @param named a program, maybe with arguments; null: BROWSER, or what the desktop opens links by
   */
  static Browser of(
      @Nullable String named, boolean privately, @Nullable String profile, Surroundings around) {
    String chosen = named == null ? around.variable("BROWSER") : named;
    List<String> command =
        new ArrayList<>(chosen == null ? desktops() : List.of(chosen.strip().split("\\s+", -1)));
    Family family = Family.of(command.getFirst());
    if (privately) {
      command.add(wanted(family.privately, "--private", command));
    }
    if (profile != null) {
      String flag = wanted(family.profile, "--browser-profile", command);
      command.addAll(flag.endsWith("=") ? List.of(flag + profile) : List.of(flag, profile));
    }
    return new Browser(command);
  }

  private static List<String> desktops() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return List.of("open");
    }
    return system.startsWith("windows")
        ? List.of("rundll32", "url.dll,FileProtocolHandler")
        : List.of("xdg-open");
  }

  private static String wanted(@Nullable String flag, String option, List<String> command) {
    if (flag == null) {
      throw new Failure(
          ExitCode.USAGE,
          "How "
              + command.getFirst()
              + " takes "
              + option
              + " is not known here: name firefox, chrome, chromium, brave or edge by --browser.");
    }
    return flag;
  }

  private enum Family {
    FIREFOX("--private-window", "-P"),
    EDGE("--inprivate", "--profile-directory="),
    CHROME("--incognito", "--profile-directory="),
    OTHER(null, null);

    private final @Nullable String privately;
    private final @Nullable String profile;

    Family(@Nullable String privately, @Nullable String profile) {
      this.privately = privately;
      this.profile = profile;
    }

    static Family of(String program) {
      String name = String.valueOf(Path.of(program).getFileName()).toLowerCase(Locale.ROOT);
      if (name.contains("firefox") || name.contains("librewolf")) {
        return FIREFOX;
      }
      if (name.contains("edge")) {
        return EDGE;
      }
      boolean chrome = name.contains("chrom") || name.contains("brave") || name.contains("vivaldi");
      return chrome ? CHROME : OTHER;
    }
  }

  Process open(String address) {
    List<String> whole = new ArrayList<>(command);
    whole.add(address);
    try {
      return new ProcessBuilder(whole)
          .redirectInput(new File("/dev/null"))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException absent) {
      throw new Failure(
          ExitCode.BROKEN,
          "The browser " + command.getFirst() + " can't be started; --stdout prints the link.",
          absent);
    }
  }
}
