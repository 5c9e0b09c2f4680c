package dev.teambroker.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The demo's child processes. Each starts with an environment of the demo's own (nothing of the
 * caller's but PATH), and none outlives {@link #close}.
 */
final class Children implements AutoCloseable {
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final Deque<Process> services = new ArrayDeque<>();
  private boolean closed;

  /** What a command printed and returned. */
  record Result(int exitCode, String stdout, String stderr) {
    /** The same, if it succeeded. */
    Result orFail(String what) {
      if (exitCode != 0) {
        throw new StepFailed(what + " ended with exit code " + exitCode + ":\n" + stderr + stdout);
      }
      return this;
    }
  }

  /** Starts a service that runs until the end of the demo; its output goes to {@code log}. */
  synchronized Process start(List<String> command, Map<String, String> environment, Path log) {
    if (closed) {
      throw new StepFailed("the demo is ending");
    }
    ProcessBuilder builder = builder(command, environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process service = start(builder);
    services.push(service);
    return service;
  }

  /** Runs a command to its end. */
  Result run(List<String> command, Map<String, String> environment) {
    return run(command, environment, null, _ -> {});
  }

  /**
   * Runs a command to its end, or until it says {@code until} on stderr.
   *
   * @param heard is told each line of stdout as it comes
   */
  Result run(
      List<String> command,
      Map<String, String> environment,
      @Nullable String until,
      Consumer<String> heard) {
    Process process;
    synchronized (this) {
      if (closed) {
        throw new StepFailed("the demo is ending");
      }
      process = start(builder(command, environment));
      services.push(process);
    }
    try {
      process.getOutputStream().close();
      CompletableFuture<String> stdout =
          CompletableFuture.supplyAsync(() -> read(process, heard), Children::besides);
      CompletableFuture<String> stderr =
          CompletableFuture.supplyAsync(() -> readErrors(process, until), Children::besides);
      if (!process.waitFor(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS)) {
        throw new StepFailed(command + " did not end within " + LONGEST_COMMAND.toSeconds() + " s");
      }
      return new Result(process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed("interrupted", e);
    } finally {
      stop(process);
      synchronized (this) {
        services.remove(process);
      }
    }
  }

  /** A thread for each: the pool that all share has a single one on two cores. */
  static void besides(Runnable task) {
    Thread.startVirtualThread(task);
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StepFailed("could not start " + builder.command().getFirst(), e);
    }
  }

  private static String read(Process process, Consumer<String> heard) {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.append(line).append('\n');
        heard.accept(line);
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readErrors(Process process, @Nullable String until) {
    StringBuilder all = new StringBuilder();
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        all.append(line).append('\n');
        if (until != null && line.contains(until)) {
          strike(process);
          break;
        }
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unlike {@link Process#destroy} this doesn't wait for the reader of its stdout. */
  private static void strike(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.toHandle().destroy();
  }

  /** Asks every child to end, the latest first, and kills what doesn't. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!services.isEmpty()) {
      stop(services.pop());
    }
  }

  private static void stop(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    below.forEach(ProcessHandle::destroyForcibly);
    below.forEach(child -> child.onExit().completeOnTimeout(child, 5, TimeUnit.SECONDS).join());
  }
}
