package dev.teambroker.cli.administration;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes secrets from the terminal, a file or stdin; never from a command line. */
final class KeyInput {
  private static final int LARGEST = 65_536;

  private final Surroundings around;

  KeyInput(Surroundings around) {
    this.around = around;
  }

  /** An access key pair; without a file it is asked for. */
  SharedUsers.Key key(@Nullable Path file) {
    if (file == null) {
      needTerminal("--key-file FILE (or - for stdin)");
      String id = around.terminal().ask("Access key id: ").strip();
      return new SharedUsers.Key(id, around.terminal().askSecretly("Secret access key: "));
    }
    try (Secret content = read(file)) {
      Optional<SharedUsers.Key> key = KeyFile.parse(content);
      return key.orElseThrow(
          () ->
              new Failure(
                  ExitCode.USAGE,
                  file
                      + " holds no access key: an accessKeys.csv, a credentials file's two lines,"
                      + " or the key id and the secret on a line each are understood."));
    }
  }

  /** A secret on a line of its own; without a file it is asked for. */
  Secret line(@Nullable Path file, String question, String option) {
    if (file == null) {
      needTerminal(option + " FILE (or - for stdin)");
      return around.terminal().askSecretly(question);
    }
    try (Secret content = read(file)) {
      return content.reveal(KeyFile::firstLine);
    }
  }

  private void needTerminal(String instead) {
    if (!around.terminal().isThere()) {
      throw new Failure(ExitCode.USAGE, "There is no terminal to ask on: use " + instead + ".");
    }
  }

  private static Secret read(Path file) {
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
      return Secret.takeFrom(in.readNBytes(LARGEST));
    } catch (IOException broken) {
      throw new Failure(ExitCode.USAGE, file + " can't be read: " + broken, broken);
    }
  }
}
