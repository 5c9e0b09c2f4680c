package dev.teambroker.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Least, median and most of several runs. */
final class Spread {
  private Spread() {}

  /** A line of a table. */
  static String line(String what, List<Duration> runs) {
    List<Duration> sorted = runs.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f |",
        what,
        seconds(sorted.getFirst()),
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.getLast()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
