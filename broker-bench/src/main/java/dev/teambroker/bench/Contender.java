package dev.teambroker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command whose whole process is timed, again and again. */
final class Contender {
  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final String begins;
  private final List<Duration> runs = new ArrayList<>();

  /**
   * One that nothing has been run of.
   *
   * @param begins how what it prints has to begin
   */
  Contender(String name, List<String> command, Map<String, String> environment, String begins) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.begins = begins;
  }

  /** Runs it once, uncounted; what it printed. */
  String run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path errors = Path.of(environment.getOrDefault("HOME", "/tmp"), "stderr");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code != 0 || !printed.startsWith(begins)) {
      throw new IllegalStateException(
          name + " ended with " + code + ": " + Files.readString(errors).strip());
    }
    return printed;
  }

  void time() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    run();
    runs.add(Duration.ofNanos(System.nanoTime() - begun));
  }

  String name() {
    return name;
  }

  /** Milliseconds, of the run that is at this place of all when they are sorted. */
  double millis(double place) {
    List<Duration> sorted = runs.stream().sorted().toList();
    return sorted.get((int) Math.round(place * (sorted.size() - 1))).toNanos() / 1e6;
  }
}
