package dev.teambroker.server.containment;

import dev.teambroker.server.member.Stops;
import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code broker resume [--account A]}: ends what {@code broker stop} stopped. */
@Component("resume")
class ResumeCommand implements Command {
  private final Stops stops;

  ResumeCommand(Stops stops) {
    this.stops = stops;
  }

  @Override
  public int run(List<String> arguments) {
    return OperatorScope.of(arguments)
        .map(scope -> OperatorScope.told(stops.resume(scope)))
        .orElseGet(() -> OperatorScope.misused("resume"));
  }
}
