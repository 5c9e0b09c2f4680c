package dev.teambroker.cli.administration;

import dev.teambroker.cli.terminal.Surroundings;
import java.util.List;
import picocli.CommandLine;

/** All commands of this package. */
public final class AdministrationCommands {
  private AdministrationCommands() {}

  public static List<CommandLine> all(Surroundings around) {
    CommandLine sharedUser = new CommandLine(new SharedUserCommands(around));
    sharedUser.addSubcommand(new MfaDeviceCommands(around));
    sharedUser.addSubcommand(new OwnerCommands(around));
    sharedUser.addSubcommand(new ManagementPrincipalCommands(around));
    CommandLine grant = new CommandLine(new GrantCommands(around));
    grant.addSubcommand(new GrantAddCommand(around));
    return List.of(
        new CommandLine(new MemberCommands(around)),
        new CommandLine(new TeamCommands(around)),
        sharedUser,
        grant,
        new CommandLine(new AuditCommands(around)),
        new CommandLine(new WhoCommand(around)));
  }
}
