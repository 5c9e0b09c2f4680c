package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Guards.Check;
import dev.teambroker.protocol.Guards.Guard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shared-user check NAME}: exit code 5 where something is missing that nobody accepted. */
@Command(
    name = "check",
    description = "Holds IAM's real policies of a shared user against those that `policy` prints.")
final class CheckCommand extends Administration implements Runnable {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  CheckCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    Check check =
        broker().call(Call.of("POST", "/v1/shared-users/{}/policy-check", name), Check.class);
    Table table = Table.of("WHAT", "FOUND");
    table.row("looked at as", check.actor());
    table.row("guard", check.guard().finding());
    table.row("guard policy", check.guardPolicy());
    check.sessionsMay().forEach(action -> table.row("sessions with MFA may", action));
    check.actorLacks().forEach(action -> table.row("not allowed to the broker", action));
    check.notSeen().forEach(what -> table.row("not seen", what));
    String acceptedBy = check.guard().acceptedBy();
    if (acceptedBy != null) {
      table.row("accepted without guard by", acceptedBy + " at " + check.guard().acceptedAt());
    }
    print(check, table);
    if (!isGood(check)) {
      throw new Failure(
          ExitCode.REFUSED,
          "Something is missing. `broker-cli shared-user policy "
              + name
              + "` prints what IAM should have.");
    }
  }

  private static boolean isGood(Check check) {
    Guard guard = check.guard();
    return check.actorLacks().isEmpty()
        && (guard.finding().equals("in-place") || guard.acceptedBy() != null);
  }
}
