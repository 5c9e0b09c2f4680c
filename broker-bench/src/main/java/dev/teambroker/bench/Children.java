package dev.teambroker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processes that are measured, in a directory that goes with them. */
final class Children implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Path directory;
  private final Deque<Process> running = new ArrayDeque<>();

  Children() {
    try {
      directory = Files.createTempDirectory("broker-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * Starts a program with nothing of the caller's environment but the PATH, and
   * BROKER_BENCH_JAVA_OPTIONS, for a profile.
   */
  synchronized Process start(String name, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "LC_ALL",
                "C.UTF-8",
                "HOME",
                directory.toString(),
                "JDK_JAVA_OPTIONS",
                System.getenv().getOrDefault("BROKER_BENCH_JAVA_OPTIONS", ""),
                "JAVA_HOME",
                System.getProperty("java.home")));
    try {
      Process process =
          builder.redirectErrorStream(true).redirectOutput(file(name + ".log").toFile()).start();
      running.push(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program writes into a file once it is there. */
  String awaited(Path file, String name, Process process) {
    long until = System.nanoTime() + LONGEST_START.toNanos();
    try {
      while (!Files.exists(file)) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IllegalStateException(
              name + " did not start: " + Files.readString(file(name + ".log")));
        }
        Thread.sleep(20);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      stop(running.pop());
    }
    delete(directory);
  }

  private static void stop(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("bench: " + directory + " could not be removed: " + e);
    }
  }
}
