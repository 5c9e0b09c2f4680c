package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.NobodyToAsk;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * From {@code BROKER_PASSPHRASE_FILE}, else {@code BROKER_PASSPHRASE}, else asked for once a call.
 */
final class UsersPassphrase implements EncryptedFiles.Passphrase {
  private final Surroundings around;
  private @Nullable Secret known;

  UsersPassphrase(Surroundings around) {
    this.around = around;
  }

  @Override
  public Secret get(boolean fresh) {
    Secret phrase = known;
    if (phrase == null) {
      phrase = asked(fresh);
      if (phrase.length() == 0) {
        throw new Failure(ExitCode.KEYCHAIN, "An empty passphrase protects nothing.");
      }
      known = phrase;
    }
    return phrase.duplicate();
  }

  private Secret asked(boolean fresh) {
    String file = around.variable("BROKER_PASSPHRASE_FILE");
    String text = around.variable("BROKER_PASSPHRASE");
    if (file != null) {
      return new SecretInput(around).line(Path.of(file), "", "BROKER_PASSPHRASE_FILE");
    }
    if (text != null) {
      return Secret.of(text);
    }
    if (!around.terminal().isThere()) {
      throw new NobodyToAsk(
          "The passphrase of the encrypted files is needed, and there is no terminal to ask on: set"
              + " BROKER_PASSPHRASE_FILE.");
    }
    Secret phrase = around.terminal().askSecretly("Passphrase of broker-cli's encrypted files: ");
    if (fresh && !phrase.equals(around.terminal().askSecretly("The same once more: "))) {
      throw new Failure(ExitCode.KEYCHAIN, "The two differ; nothing was kept.");
    }
    return phrase;
  }
}
