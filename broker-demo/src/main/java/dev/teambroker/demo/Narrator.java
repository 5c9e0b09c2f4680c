package dev.teambroker.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the story on standard output: what happens, what one would type, what was seen. */
final class Narrator {
  private final PrintStream out;
  private int step;
  private String title = "";

  Narrator(PrintStream out) {
    this.out = out;
  }

  void step(String title) {
    this.title = title;
    out.printf("%n%2d. %s%n", ++step, title);
  }

  void end(Duration took) {
    out.printf("%nAll %d steps did what they should, in %d s.%n", step, took.toSeconds());
  }

  void failed(Exception reason) {
    out.printf("%n✗ step %d failed (%s): %s%n", step, title, reason.getMessage());
  }

  void explain(String text) {
    text.lines().forEach(line -> out.println("    " + line));
  }

  /** The command as one would type it. */
  void command(String who, List<String> words) {
    out.println(
        "    "
            + who
            + "$ "
            + words.stream().map(Narrator::quoted).collect(Collectors.joining(" ")));
  }

  /** What a command printed, at most the given number of lines. */
  void printed(String text, int lines) {
    List<String> all = text.strip().lines().toList();
    all.stream().limit(lines).forEach(line -> out.println("      " + line));
    if (all.size() > lines) {
      out.println("      … (" + (all.size() - lines) + " more lines)");
    }
  }

  void seen(String fact) {
    out.println("    ✓ " + fact);
  }

  void waiting(String why, Duration howLong) {
    out.printf("    … waiting %d s: %s%n", howLong.toSeconds() + 1, why);
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
