package dev.teambroker.server.audit.restore;

import dev.teambroker.server.web.Command;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code broker restore accept}: prints what is missing, and begins a new epoch. */
@Component("restore accept")
final class RestoreAcceptCommand implements Command {
  private final AcceptingRestore accepting;

  RestoreAcceptCommand(AcceptingRestore accepting) {
    this.accepting = accepting;
  }

  @Override
  public int run(List<String> arguments) throws IOException {
    accepting.accept().forEach(System.out::println);
    return 0;
  }
}
