package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Guards.Guard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user accept-unguarded NAME}. */
@Command(
    name = "accept-unguarded",
    description =
        "Accepts, on record, that members' sessions with AWS MFA could change the user and its keys.")
final class AcceptUnguardedCommand extends Administration implements Runnable {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(names = "--withdraw", description = "Takes the acceptance back.")
  private boolean withdraw;

  AcceptUnguardedCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    Guard guard =
        broker()
            .call(
                Call.of(withdraw ? "DELETE" : "PUT", "/v1/shared-users/{}/guard-acceptance", name),
                Guard.class);
    around.say(
        guard.acceptedBy() == null
            ? "Sessions of " + name + " with AWS MFA are issued with the guard alone."
            : "On record: "
                + guard.acceptedBy()
                + " accepts that sessions of "
                + name
                + " with AWS MFA could change the user and its keys.");
  }
}
