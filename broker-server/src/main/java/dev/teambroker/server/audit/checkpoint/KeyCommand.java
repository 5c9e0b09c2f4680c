package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker audit key}: prints the public key that verifies this broker's checkpoints, to be
 * kept where the checkpoints are verified.
 */
@Component("audit key")
final class KeyCommand implements Command {
  private final Checkpoints checkpoints;

  KeyCommand(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public int run(List<String> arguments) {
    System.out.println(checkpoints.key().pin());
    return 0;
  }
}
