package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store ceremony destroy KEY}: destroys a key for good, unless a record or a
 * backup of the database needs it.
 */
@Component("secret-store ceremony destroy")
final class DestroyKeyCommand implements Command {
  private final KeySources sources;
  private final DestroyingKeys destroying;

  DestroyKeyCommand(KeySources sources, DestroyingKeys destroying) {
    this.sources = sources;
    this.destroying = destroying;
  }

  @Override
  public int run(List<String> arguments) {
    if (arguments.size() != 1) {
      System.err.println("broker: secret-store ceremony destroy takes one key's name");
      return 2;
    }
    try {
      KeySource source = sources.of(arguments, "ceremony destroy").getFirst();
      Optional<String> needed = destroying.destroy(source);
      if (needed.isPresent()) {
        System.err.println("broker: refused: " + needed.get());
        return 1;
      }
      System.out.println(source.place() + " is destroyed");
      return 0;
    } catch (SecretStoreUnavailable e) {
      System.err.println("broker: " + e.getMessage());
      return 1;
    }
  }
}
