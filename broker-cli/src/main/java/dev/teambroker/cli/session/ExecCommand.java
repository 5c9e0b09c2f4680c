package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code exec PROFILE -- CMD …}: prints what the launcher evaluates before it execs the command.
 */
@Command(
    name = "exec",
    description = "Runs a command with a session in its environment.",
    customSynopsis = "broker-cli exec PROFILE -- CMD [ARG …]")
public final class ExecCommand implements Runnable {
  private final Surroundings around;

  @Parameters(index = "0", paramLabel = "PROFILE", description = "A profile of config.toml.")
  private String profile = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The command.")
  private List<String> command = List.of();

  public ExecCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    if (around.variable("BROKER_CLI_EXEC") == null || command.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "Write exec PROFILE -- CMD …, and start it by bin/broker-cli.");
    }
    Profile wanted = around.settings().profile(profile);
    try (Secret json = new FetchingSession(around).json(wanted)) {
      ProcessCredentials session = json.reveal(bytes -> Json.read(bytes, ProcessCredentials.class));
      around.print(ShellScript.of(session, wanted));
    }
  }
}
