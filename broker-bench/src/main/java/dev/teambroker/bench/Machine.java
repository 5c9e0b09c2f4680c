package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what it was measured, and beside what. */
final class Machine {
  private Machine() {}

  static String described(String database) throws IOException {
    return described() + "; PostgreSQL " + database;
  }

  static String described() throws IOException {
    return "%d cores (%s), load %s at the start; Linux %s; JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            load(),
            System.getProperty("os.version"),
            Runtime.version());
  }

  /** Of the last minute. */
  static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.replaceFirst(".*: ", ""))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
