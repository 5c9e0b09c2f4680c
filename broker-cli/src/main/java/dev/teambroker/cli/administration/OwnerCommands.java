package dev.teambroker.cli.administration;

import dev.teambroker.cli.terminal.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shared-user owner …}. */
@Command(name = "owner", description = "Who decides about a shared user.")
final class OwnerCommands extends Administration {
  private static final String OWNER = "/v1/shared-users/{}/owners/{}";

  OwnerCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Makes a member an owner.")
  void add(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "MEMBER") String member) {
    send("PUT", OWNER, name, member);
  }

  @Command(description = "A member is an owner no more.")
  void remove(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "MEMBER") String member) {
    send("DELETE", OWNER, name, member);
  }
}
