package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used, from /proc.
 *
 * @param compilingMicros of the server's, what its JVM took to compile what it runs: it ends with
 *     the warm-up, which a busy machine makes longer
 */
record Usage(
    long serverMicros,
    long compilingMicros,
    long databaseMicros,
    long clientsMicros,
    long stsMicros,
    long residentMegabytes) {
  /** USER_HZ, which Linux shows to programs on every platform of today. */
  private static final long MICROS_A_TICK = 10_000;

  /**
   * Of the server, of the processes below it, which are PostgreSQL's, of the clients, which are
   * this program, and of the stub of STS.
   */
  static Usage of(ProcessHandle server, Sts sts) throws IOException {
    return of(server, sts.pid() == null ? 0 : micros(stat(sts.pid())));
  }

  /** Where no session is asked for. */
  static Usage of(ProcessHandle server) throws IOException {
    return of(server, 0);
  }

  private static Usage of(ProcessHandle server, long stsMicros) throws IOException {
    long database = 0;
    for (ProcessHandle child : server.descendants().toList()) {
      database += micros(stat(child.pid()));
    }
    return new Usage(
        micros(stat(server.pid())),
        compiling(server.pid()),
        database,
        micros(stat(ProcessHandle.current().pid())),
        stsMicros,
        residentMegabytes(server.pid()));
  }

  private static Path stat(long pid) {
    return Path.of("/proc/" + pid + "/stat");
  }

  /** Of the threads that are named after the compilers. */
  private static long compiling(long pid) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
          sum += micros(thread.resolve("stat"));
        }
      }
    }
    return sum;
  }

  private static long micros(Path stat) throws IOException {
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
