package dev.teambroker.sandbox.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Programs of other languages that some tests need and not every machine has. */
final class Tools {
  private Tools() {}

  /**
   * Skips the test, saying so, when a command doesn't succeed; fails instead when the environment
   * variable BROKER_TESTS_REQUIRE is "all".
   */
  static void need(String what, String howToGetIt, String... command) {
    if (succeeds(command)) {
      return;
    }
    String message = what + " is missing: " + howToGetIt;
    if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
      throw new AssertionError(message);
    }
    System.err.println("SKIPPED, " + message);
    Assumptions.abort(message);
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What a command prints; fails with what it complained about. */
  static Output run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      CleanEnvironment.make(builder.environment());
      builder.environment().putAll(environment);
      Path complaints = Files.createTempFile("complaints", ".txt");
      Process process = builder.redirectError(complaints.toFile()).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Output output = new Output(process.waitFor(), printed, Files.readString(complaints));
      Files.delete(complaints);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How a command ended. */
  record Output(int exit, String printed, String complaints) {}
}
