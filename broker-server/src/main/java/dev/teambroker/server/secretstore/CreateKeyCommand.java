package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store ceremony create KEY}: makes a key of that name, as {@code
 * broker.secret-store.keys} takes it, and prints what to write down. Nothing is sealed under it
 * before it stands there.
 */
@Component("secret-store ceremony create")
final class CreateKeyCommand implements Command {
  private final KeySources sources;

  CreateKeyCommand(KeySources sources) {
    this.sources = sources;
  }

  @Override
  public int run(List<String> arguments) {
    if (arguments.size() != 1) {
      System.err.println("broker: secret-store ceremony create takes one key's name");
      return 2;
    }
    try {
      KeySource source = sources.of(arguments, "ceremony create").getFirst();
      source.create().forEach(System.out::println);
      return 0;
    } catch (SecretStoreUnavailable e) {
      System.err.println("broker: " + e.getMessage());
      return 1;
    }
  }
}
