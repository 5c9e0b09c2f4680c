package dev.teambroker.bench;

import java.util.List;
import java.util.Locale;

/**
 * What became of the requests so far.
 *
 * @param atNanos when it was counted; of a difference, the time between
 * @param late those whose time was over before the answer to the one before had come
 * @param broken what a client met that is neither a session nor a refusal
 */
record Pressed(
    long atNanos, long good, long refused, long late, double longestMillis, List<String> broken) {
  static final String HEADING =
      "| minute | sessions/s | 503/s | not sent/s | longest, ms | broken clients | RSS, MB |"
          + " old generation, MB |\n|---|---|---|---|---|---|---|---|";

  static Pressed of(List<PressingClient> clients) {
    Pressed pressed =
        new Pressed(
            System.nanoTime(),
            clients.stream().mapToLong(each -> each.good.sum()).sum(),
            clients.stream().mapToLong(each -> each.refused.sum()).sum(),
            clients.stream().mapToLong(each -> each.late.sum()).sum(),
            clients.stream().mapToLong(each -> each.longestMicros).max().orElse(0) / 1000.0,
            clients.stream().map(each -> each.broken).filter(text -> !text.isEmpty()).toList());
    clients.forEach(each -> each.longestMicros = 0);
    return pressed;
  }

  Pressed since(Pressed before) {
    return new Pressed(
        atNanos - before.atNanos,
        good - before.good,
        refused - before.refused,
        late - before.late,
        longestMillis,
        broken.subList(before.broken.size(), broken.size()));
  }

  /** How long a difference lasted. */
  double seconds() {
    return atNanos / 1e9;
  }

  /** Of a minute, however long it became. */
  String line(int minute, Memory memory) {
    broken.stream().limit(3).forEach(text -> System.err.println("bench: a client ended: " + text));
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.0f | %.0f | %d | %d | %d |",
        minute,
        good / seconds(),
        refused / seconds(),
        late / seconds(),
        longestMillis,
        broken.size(),
        memory.residentMegabytes(),
        memory.oldMegabytes());
  }
}
