package dev.teambroker.cli.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Parts that not every machine has: a test without them skips loudly, or fails where all must run.
 */
public final class Needed {
  private Needed() {}

  /** Goes on only where this command is on the PATH. */
  public static void command(String name, String howToGetIt) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
        return;
      }
    }
    missing("the command " + name, howToGetIt);
  }

  /** Skips, or fails with {@code BROKER_TESTS_REQUIRE=all}. */
  public static void missing(String what, String howToGetIt) {
    String message = "SKIPPED, because this is missing here: " + what + ". " + howToGetIt;
    System.err.println(message);
    if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
  }
}
