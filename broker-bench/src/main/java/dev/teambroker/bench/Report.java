package dev.teambroker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a run; nothing is printed before it is known that they count. */
final class Report {
  private final List<String> lines = new ArrayList<>();

  /** Where and on what it was measured. */
  void conditions(String database, String jvmOptions, Options options) throws IOException {
    lines.add(Machine.described(database));
    lines.add(
        "server: %s; clients, STS and database on the same machine; %d s a line after %d s of warm-up"
            .formatted(jvmOptions, options.seconds(), options.warmUpSeconds()));
    lines.add("");
  }

  void heading() {
    lines.add(
        "| STS, ms | clients | sessions/s | p50, ms | p99, ms | max, ms | added p50 | added p99 |"
            + " server CPU, µs each | of it compiling | PostgreSQL | clients | STS | server RSS, MB |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
  }

  void sessions(int delay, String clients, Load.Measured measured, Usage before, Usage after) {
    long count = measured.count();
    lines.add(
        String.format(
            Locale.ROOT,
            "| %d | %s | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f | %d | %d | %d | %d | %d | %d |",
            delay,
            clients,
            measured.aSecond(),
            measured.millisAt(0.5),
            measured.millisAt(0.99),
            measured.millisAt(1),
            measured.millisAt(0.5) - delay,
            measured.millisAt(0.99) - delay,
            (after.serverMicros() - before.serverMicros()) / count,
            Math.max(0, after.compilingMicros() - before.compilingMicros()) / count,
            (after.databaseMicros() - before.databaseMicros()) / count,
            (after.clientsMicros() - before.clientsMicros()) / count,
            (after.stsMicros() - before.stsMicros()) / count,
            after.residentMegabytes()));
  }

  void target(int delay, int clients, Load.Measured measured) {
    lines.add(
        String.format(
            Locale.ROOT,
            "| %d | %d, of the target | %.0f | %.1f | %.1f | %.1f | | | | | | | | |",
            delay,
            clients,
            measured.aSecond(),
            measured.millisAt(0.5),
            measured.millisAt(0.99),
            measured.millisAt(1)));
  }

  void line(String text) {
    lines.add(text);
  }

  void print(PrintStream out) {
    lines.forEach(out::println);
  }
}
