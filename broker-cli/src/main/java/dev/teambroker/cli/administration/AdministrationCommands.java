package dev.teambroker.cli.administration;

import dev.teambroker.cli.terminal.Surroundings;
import java.util.List;
import picocli.CommandLine;

/** All commands of this package, each made when it is wanted. */
public final class AdministrationCommands {
  /** In the order in which the help lists them. */
  public static final List<String> NAMES =
      List.of(
          "member",
          "team",
          "shared-user",
          "rotation",
          "consumer",
          "grant",
          "contain",
          "release",
          "audit",
          "who");

  private AdministrationCommands() {}

  /** The command of that name. */
  public static CommandLine of(String name, Surroundings around) {
    return switch (name) {
      case "member" -> new CommandLine(new MemberCommands(around));
      case "team" -> new CommandLine(new TeamCommands(around));
      case "shared-user" ->
          new CommandLine(new SharedUserCommands(around))
              .addSubcommand(new MfaDeviceCommands(around))
              .addSubcommand(new OwnerCommands(around))
              .addSubcommand(new PolicyCommand(around))
              .addSubcommand(new CheckCommand(around))
              .addSubcommand(new AcceptUnguardedCommand(around))
              .addSubcommand(new ProbeSessionsCommand(around))
              .addSubcommand(new RetireCommand(around))
              .addSubcommand(new ManagementPrincipalCommands(around));
      case "rotation" -> new CommandLine(new RotationCommands(around));
      case "consumer" -> new CommandLine(new ConsumerCommands(around));
      case "grant" ->
          new CommandLine(new GrantCommands(around)).addSubcommand(new GrantAddCommand(around));
      case "contain" -> new CommandLine(new ContainCommands(around));
      case "release" -> new CommandLine(new ReleaseCommands(around));
      case "audit" -> new CommandLine(new AuditCommands(around));
      case "who" -> new CommandLine(new WhoCommand(around));
      default -> throw new IllegalArgumentException(name);
    };
  }
}
