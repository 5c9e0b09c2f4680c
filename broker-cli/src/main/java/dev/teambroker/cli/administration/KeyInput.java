package dev.teambroker.cli.administration;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes an AWS access key pair from the terminal, a file or stdin. */
final class KeyInput {
  private final Surroundings around;
  private final SecretInput input;

  KeyInput(Surroundings around) {
    this.around = around;
    this.input = new SecretInput(around);
  }

  /** The pair; without a file it is asked for. */
  SharedUsers.Key key(@Nullable Path file) {
    if (file == null) {
      input.needTerminal("--key-file FILE (or - for stdin)");
      String id = around.terminal().ask("Access key id: ").strip();
      return new SharedUsers.Key(id, around.terminal().askSecretly("Secret access key: "));
    }
    try (Secret content = input.read(file)) {
      return KeyFile.parse(content).orElseThrow(() -> none(file));
    }
  }

  private static Failure none(Path file) {
    return new Failure(
        ExitCode.USAGE,
        file
            + " holds no access key: an accessKeys.csv, a credentials file's two lines, or the key"
            + " id and the secret on a line each are understood.");
  }
}
