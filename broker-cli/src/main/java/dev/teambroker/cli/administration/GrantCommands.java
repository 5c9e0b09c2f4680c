package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grant …}. */
@Command(name = "grant", description = "Who may have which kind of session.")
final class GrantCommands extends Administration {
  GrantCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists the grants of a shared user.")
  void list(@Parameters(paramLabel = "SHARED-USER") String sharedUser) {
    print(get(Grant[].class, "/v1/shared-users/{}/grants", sharedUser));
  }

  @Command(description = "Lists what you may have.")
  void mine() {
    print(get(Grant[].class, "/v1/me/grants"));
  }

  @Command(description = "Removes a grant.")
  void remove(@Parameters(paramLabel = "GRANT") String grant) {
    send("DELETE", "/v1/grants/{}", grant);
  }

  @Command(
      description =
          "Confirms a member who was enrolled anew, or added to the grant's team later, by an"
              + " admin.")
  void confirm(
      @Parameters(paramLabel = "GRANT") String grant,
      @Option(
              names = "--member",
              paramLabel = "NAME",
              description = "For a grant to a team: which member of it.")
          @Nullable String member) {
    tell(
        broker()
            .call(
                member == null
                    ? Call.of("POST", "/v1/grants/{}/confirm", grant)
                    : Call.of("POST", "/v1/grants/{}/confirm?member={}", grant, member),
                Confirmation.class));
  }

  private void print(Grant[] grants) {
    Table table =
        Table.of("GRANT", "SHARED-USER", "KIND", "FOR", "STATE", "WAITING", "DURATION", "ROLES");
    for (Grant grant : grants) {
      String member = grant.member();
      table.row(
          grant.grantId(),
          grant.sharedUser(),
          grant.kind(),
          member == null ? "team " + grant.team() : member,
          grant.state(),
          String.join(",", grant.waiting()),
          grant.defaultDurationSeconds() + "–" + grant.maximumDurationSeconds() + " s",
          String.join(",", grant.roles()));
    }
    print(grants, table);
  }
}
