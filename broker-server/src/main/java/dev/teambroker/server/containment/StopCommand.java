package dev.teambroker.server.containment;

import dev.teambroker.server.member.Stops;
import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker stop [--account A]}: stops issuing, on all replicas of the database, whether one
 * runs or not. No admin can end it; {@code broker resume} does.
 */
@Component("stop")
class StopCommand implements Command {
  private final Stops stops;

  StopCommand(Stops stops) {
    this.stops = stops;
  }

  @Override
  public int run(List<String> arguments) {
    return OperatorScope.of(arguments)
        .map(scope -> OperatorScope.told(stops.stop(scope)))
        .orElseGet(() -> OperatorScope.misused("stop"));
  }
}
