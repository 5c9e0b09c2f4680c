package dev.teambroker.cli.configuration;

import java.nio.file.Path;
import java.util.List;

/** A file's text before and after. */
record Change(Path file, String before, String after) {
  boolean isNone() {
    return before.equals(after);
  }

  /** What goes (-) and what comes (+), without what stays around it. */
  String diff() {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    int most = Math.min(old.size(), fresh.size());
    int same = 0;
    while (same < most && old.get(same).equals(fresh.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < most - same
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    StringBuilder diff = new StringBuilder("--- " + file + "\n");
    old.subList(same, old.size() - tail)
        .forEach(line -> diff.append("- ").append(line).append('\n'));
    fresh
        .subList(same, fresh.size() - tail)
        .forEach(line -> diff.append("+ ").append(line).append('\n'));
    return diff.toString();
  }
}
