package dev.teambroker.cli.administration;

import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Members.Team;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code team …}. */
@Command(name = "team", description = "Teams: sets of members.")
final class TeamCommands extends Administration {
  private static final String TEAM = "/v1/teams/{}";

  TeamCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists all teams.")
  void list() {
    Team[] teams = get(Team[].class, "/v1/teams");
    Table table = Table.of("TEAM", "MEMBERS");
    for (Team team : teams) {
      table.row(team.teamName(), String.join(",", team.members()));
    }
    print(teams, table);
  }

  @Command(description = "Makes a team.")
  void create(@Parameters(paramLabel = "TEAM") String team) {
    send("PUT", TEAM, team);
  }

  @Command(description = "Removes a team, and with it the grants it has.")
  void remove(@Parameters(paramLabel = "TEAM") String team) {
    send("DELETE", TEAM, team);
  }

  @Command(name = "add-member", description = "Puts a member into a team.")
  void addMember(
      @Parameters(index = "0", paramLabel = "TEAM") String team,
      @Parameters(index = "1", paramLabel = "NAME") String member) {
    send("PUT", TEAM + "/members/{}", team, member);
  }

  @Command(name = "remove-member", description = "Takes a member out of a team.")
  void removeMember(
      @Parameters(index = "0", paramLabel = "TEAM") String team,
      @Parameters(index = "1", paramLabel = "NAME") String member) {
    send("DELETE", TEAM + "/members/{}", team, member);
  }
}
