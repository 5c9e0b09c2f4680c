package dev.teambroker.cli;

import dev.teambroker.cli.administration.AdministrationCommands;
import dev.teambroker.cli.configuration.ConfigureCommand;
import dev.teambroker.cli.enrolment.EnrollCommand;
import dev.teambroker.cli.session.CredentialProcessCommand;
import dev.teambroker.cli.session.ExecCommand;
import dev.teambroker.cli.session.ListCommand;
import dev.teambroker.cli.signin.LoginCommand;
import dev.teambroker.cli.signin.LogoutCommand;
import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.ControllingTerminal;
import dev.teambroker.cli.terminal.Surroundings;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code broker-cli} command. */
@Command(
    name = "broker-cli",
    description = "Sessions of shared AWS users, through the team's credential broker.",
    versionProvider = Version.class)
public final class BrokerCli {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  private BrokerCli() {}

  public static void main(String[] args) {
    Surroundings around =
        new Surroundings(
            System.getenv(),
            InstantSource.system(),
            BrokerCli::sleep,
            System.out,
            System.err,
            new ControllingTerminal(),
            new CommonOptions());
    System.exit(run(around, args));
  }

  /** Runs a command line; its exit code. */
  static int run(Surroundings around, String... args) {
    Failures failures = new Failures(around);
    return commandLine(around)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(args);
  }

  static CommandLine commandLine(Surroundings around) {
    CommandLine line = new CommandLine(new BrokerCli());
    line.addMixin("common", around.options());
    line.addSubcommand(new EnrollCommand(around));
    line.addSubcommand(new LoginCommand(around));
    line.addSubcommand(new LogoutCommand(around));
    line.addSubcommand(new ListCommand(around));
    line.addSubcommand(new ConfigureCommand(around));
    line.addSubcommand(new CredentialProcessCommand(around));
    line.addSubcommand(new ExecCommand(around));
    AdministrationCommands.all(around).forEach(line::addSubcommand);
    return line.addSubcommand(new HelpCommand(around, line));
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
