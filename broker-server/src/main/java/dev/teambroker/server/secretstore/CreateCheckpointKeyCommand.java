package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store ceremony create-checkpoint-key KEY}: makes a key that signs the
 * trail's checkpoints where it lies, as {@code broker.secret-store.checkpoint-key} takes it.
 */
@Component("secret-store ceremony create-checkpoint-key")
final class CreateCheckpointKeyCommand implements Command {
  private final KeySources sources;

  CreateCheckpointKeyCommand(KeySources sources) {
    this.sources = sources;
  }

  @Override
  public int run(List<String> arguments) {
    if (arguments.size() != 1) {
      System.err.println(
          "broker: secret-store ceremony create-checkpoint-key takes one key's name");
      return 2;
    }
    try {
      sources
          .signing(arguments.getFirst(), "ceremony create-checkpoint-key")
          .create()
          .forEach(System.out::println);
      return 0;
    } catch (SecretStoreUnavailable e) {
      System.err.println("broker: " + e.getMessage());
      return 1;
    }
  }
}
