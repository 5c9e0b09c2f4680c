package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * A command of the user's that prints a code, for automation: run by {@code sh -c}, told in {@code
 * BROKER_CODE_PURPOSE} what for, its stderr shown.
 */
final class CodeCommand {
  private static final int LONGEST_OUTPUT = 256;
  private static final int PATIENCE_SECONDS = 60;

  private final String command;

  CodeCommand(String command) {
    this.command = command;
  }

  Secret run(String purpose) {
    ProcessBuilder sh = new ProcessBuilder("sh", "-c", command);
    sh.environment().put("BROKER_CODE_PURPOSE", purpose);
    sh.redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = sh.start();
      try (InputStream output = process.getInputStream()) {
        Secret printed = Secret.takeFrom(output.readNBytes(LONGEST_OUTPUT));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          process.destroy();
          throw new Failure(ExitCode.CODE_WANTED, "BROKER_CODE_COMMAND failed.");
        }
        return printed;
      }
    } catch (IOException broken) {
      throw new Failure(ExitCode.CODE_WANTED, "BROKER_CODE_COMMAND can't be run.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted.", interrupted);
    }
  }
}
