package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes have used, from /proc. */
record Usage(long serverMicros, long databaseMicros, long residentMegabytes) {
  /** USER_HZ, which Linux shows to programs on every platform of today. */
  private static final long MICROS_A_TICK = 10_000;

  /** Of the server and of the processes below it, which are PostgreSQL's. */
  static Usage of(ProcessHandle server) throws IOException {
    long database = 0;
    for (ProcessHandle child : server.descendants().toList()) {
      database += micros(child.pid());
    }
    return new Usage(micros(server.pid()), database, residentMegabytes(server.pid()));
  }

  private static long micros(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    String[] after = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(after[11]) + Long.parseLong(after[12])) * MICROS_A_TICK;
  }

  private static long residentMegabytes(long pid) throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
