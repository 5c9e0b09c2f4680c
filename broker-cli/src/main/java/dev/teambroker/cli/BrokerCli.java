package dev.teambroker.cli;

import dev.teambroker.cli.administration.AdministrationCommands;
import dev.teambroker.cli.completion.CompletionCommand;
import dev.teambroker.cli.configuration.ConfigCommands;
import dev.teambroker.cli.configuration.ConfigureCommand;
import dev.teambroker.cli.configuration.KeychainCommands;
import dev.teambroker.cli.console.ConsoleCommand;
import dev.teambroker.cli.console.LoginCommand;
import dev.teambroker.cli.doctor.DoctorCommand;
import dev.teambroker.cli.enrolment.EnrollCommand;
import dev.teambroker.cli.enrolment.RecoverCommand;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.session.ClearCommand;
import dev.teambroker.cli.session.CredentialProcessCommand;
import dev.teambroker.cli.session.ExecCommand;
import dev.teambroker.cli.session.ExportCommand;
import dev.teambroker.cli.session.ListCommand;
import dev.teambroker.cli.session.StatusCommand;
import dev.teambroker.cli.signin.LogoutCommand;
import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.ControllingTerminal;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code broker-cli} command. */
@Command(
    name = "broker-cli",
    description = "Sessions of shared AWS users, through the team's credential broker.",
    versionProvider = Version.class)
public final class BrokerCli {
  /** In the order in which the help lists them. */
  static final List<String> COMMANDS =
      Stream.of(
              List.of(
                  "enroll",
                  "recover",
                  "login",
                  "logout",
                  "list",
                  "configure",
                  "config",
                  "keychain",
                  "doctor"),
              List.of("credential-process", "exec", "export", "console", "status", "clear"),
              AdministrationCommands.NAMES,
              List.of("completion", "version", "help"))
          .flatMap(List::stream)
          .toList();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  /** Base64url of 32 bytes. */
  private static final Predicate<String> DASHED_FINGERPRINT =
      Pattern.compile("-[A-Za-z0-9_-]{42}").asMatchPredicate();

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
  static int run(Surroundings around, String... words) {
    Failures failures = new Failures(around);
    String[] args;
    try {
      boolean aws = "aws-vault".equals(around.variable("BROKER_CLI_NAME"));
      args = fingerprintLast(own(aws ? AwsVaultWords.translated(words) : words));
    } catch (Failure refused) {
      return failures.end(refused.exitCode(), refused.sentence());
    }
    return commandLine(around, List.of(args))
        .setOut(new PrintWriter(around.out(), true, around.out().charset()))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  /** What stands behind the {@code --} of exec is the launcher's to run. */
  private static String[] own(String... words) {
    int end = List.of(words).indexOf("--");
    boolean exec = words.length > 0 && words[0].equals("exec");
    return exec && end > 0 ? Arrays.copyOf(words, end) : words;
  }

  /** One fingerprint in 64 begins with a dash. It is pasted as it is shown, and is no option. */
  private static String[] fingerprintLast(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    if (line.containsAll(List.of("member", "confirm")) && !line.contains("--")) {
      List<String> dashed = line.stream().filter(DASHED_FINGERPRINT).toList();
      line.removeAll(dashed);
      line.add("--");
      line.addAll(dashed);
    }
    return line.toArray(String[]::new);
  }

  /**
   * The commands whose names are among the words; without any but help, all of them. Setting one up
   * takes picocli milliseconds, and every tool's call waits for them.
   */
  static CommandLine commandLine(Surroundings around, List<String> words) {
    CommandLine line = new CommandLine(new BrokerCli());
    line.addMixin("common", around.options());
    List<String> named = COMMANDS.stream().filter(words::contains).toList();
    boolean all = named.isEmpty() || named.equals(List.of("help"));
    for (String name : all ? COMMANDS : named) {
      line.addSubcommand(command(name, around, line));
    }
    return line;
  }

  private static Object command(String name, Surroundings around, CommandLine line) {
    return switch (name) {
      case "enroll" -> new EnrollCommand(around);
      case "recover" -> new RecoverCommand(around);
      case "login" -> new LoginCommand(around);
      case "logout" -> new LogoutCommand(around);
      case "list" -> new ListCommand(around);
      case "configure" -> new ConfigureCommand(around);
      case "credential-process" -> new CredentialProcessCommand(around);
      case "exec" -> new ExecCommand(around);
      case "config" -> new ConfigCommands(around);
      case "keychain" -> new KeychainCommands(around);
      case "doctor" -> new DoctorCommand(around);
      case "console" -> new ConsoleCommand(around);
      case "status" -> new StatusCommand(around);
      case "completion" -> new CompletionCommand(around, () -> commandLine(around, List.of()));
      case "version" -> new VersionCommand(around);
      case "export" -> new ExportCommand(around);
      case "clear" -> new ClearCommand(around);
      case "help" -> new HelpCommand(around, line);
      default -> AdministrationCommands.of(name, around);
    };
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
