package dev.teambroker.cli.terminal;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes secrets from the terminal, a file or stdin; never from a command line. */
public final class SecretInput {
  private static final int LARGEST = 65_536;

  private final Surroundings around;

  public SecretInput(Surroundings around) {
    this.around = around;
  }

  /**
   * A secret on a line of its own.
   *
   * @param file holds it in its first line; {@code -} is stdin; null: it is asked for
   * @param option names the file's option where there is nobody to ask
   */
  public Secret line(@Nullable Path file, String question, String option) {
    if (file == null) {
      needTerminal(option + " FILE (or - for stdin)");
      return around.terminal().askSecretly(question);
    }
    try (Secret content = read(file)) {
      return content.reveal(SecretInput::firstLine);
    }
  }

  /** Ends the command where there is nobody to ask. */
  public void needTerminal(String instead) {
    if (!around.terminal().isThere()) {
      throw new Failure(ExitCode.USAGE, "There is no terminal to ask on: use " + instead + ".");
    }
  }

  /** A file's content; {@code -} is stdin. */
  public Secret read(Path file) {
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
      return Secret.takeFrom(in.readNBytes(LARGEST));
    } catch (IOException broken) {
      throw new Failure(ExitCode.USAGE, file + " can't be read: " + broken, broken);
    }
  }

  private static Secret firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return Secret.takeFrom(Arrays.copyOf(bytes, end));
  }
}
