package dev.teambroker.cli;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help [COMMAND …]}. */
@Command(name = "help", description = "Shows what a command takes.")
final class HelpCommand implements Runnable {
  private final Surroundings around;
  private final CommandLine root;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, such as grant add.")
  private List<String> command = List.of();

  HelpCommand(Surroundings around, CommandLine root) {
    this.around = around;
    this.root = root;
  }

  @Override
  public void run() {
    CommandLine found = root;
    for (String name : command) {
      found = found.getSubcommands().get(name);
      if (found == null) {
        throw new Failure(ExitCode.USAGE, "There is no command " + String.join(" ", command) + ".");
      }
    }
    found.usage(around.out());
  }
}
