package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store rewrap}: moves every record under {@code broker.secret-store.keys},
 * then retires {@code broker.secret-store.retiring}. Brokers go on meanwhile; when it is broken
 * off, running it again goes on where it ended.
 */
@Component("secret-store rewrap")
final class RewrapCommand implements Command {
  private final Rewrapping rewrapping;

  RewrapCommand(Rewrapping rewrapping) {
    this.rewrapping = rewrapping;
  }

  @Override
  public int run(List<String> arguments) {
    try {
      rewrapping.run(System.err::println).forEach(System.out::println);
      return 0;
    } catch (SealBroken | SecretStoreUnavailable e) {
      System.err.println(
          "broker: " + e.getMessage() + "; what was moved stays moved, run it again to go on");
      return 1;
    }
  }
}
