package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.configuration.CredentialsFile;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: from the configuration and the sessions at hand; the grants are the broker's. */
@Command(
    name = "list",
    aliases = "ls",
    description = "Lists the profiles and how much is left of their sessions; asks nobody.")
public final class ListCommand implements Runnable {
  private final Surroundings around;

  @Option(
      names = "--grants",
      description = "Lists your grants instead, with the age of the keys behind them.")
  private boolean grants;

  /** A line of the list. */
  record Line(
      String profile,
      String sharedUser,
      String kind,
      @Nullable String role,
      @Nullable String account,
      long secondsLeft) {}

  /** A line of the grants. */
  record Granted(
      String sharedUser,
      String kind,
      List<String> roles,
      String state,
      int defaultSeconds,
      int maximumSeconds,
      @Nullable Long keyAgeDays,
      @Nullable Boolean exposed) {}

  public ListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    if (grants) {
      print(granted(), ListCommand::tableOfGrants);
    } else {
      CredentialsFile.of(around).removeEnded();
      print(lines(), ListCommand::tableOfProfiles);
    }
  }

  private <T> void print(List<T> lines, java.util.function.Function<List<T>, Table> table) {
    if (around.options().json()) {
      around.out().println(Json.pretty(lines));
    } else if (!lines.isEmpty()) {
      around.out().println(table.apply(lines));
    }
  }

  private List<Line> lines() {
    Settings settings = around.settings();
    AtHand atHand = new AtHand(around);
    Instant now = around.clock().instant();
    List<Line> lines = new ArrayList<>();
    for (String name : settings.profileNames()) {
      Profile profile = settings.profile(name);
      long left = atHand.end(profile).map(end -> Duration.between(now, end).toSeconds()).orElse(0L);
      lines.add(
          new Line(
              name, profile.sharedUser(), profile.kind(), profile.role(), profile.account(), left));
    }
    return lines;
  }

  private static Table tableOfProfiles(List<Line> lines) {
    Table table = Table.of("PROFILE", "SHARED USER", "KIND", "ACCOUNT", "ROLE", "LEFT");
    for (Line line : lines) {
      table.row(
          line.profile(),
          line.sharedUser(),
          line.kind(),
          Objects.requireNonNullElse(line.account(), "-"),
          Objects.requireNonNullElse(line.role(), "-"),
          line.secondsLeft() == 0 ? "-" : AtHand.words(line.secondsLeft()));
    }
    return table;
  }

  private List<Granted> granted() {
    SignedInBroker broker = SignedInBroker.open(around, around.options().broker());
    List<Grant> mine = List.of(broker.call(Call.of("GET", "/v1/me/grants"), Grant[].class));
    List<SharedUser> users =
        List.of(broker.call(Call.of("GET", "/v1/shared-users"), SharedUser[].class));
    Instant now = around.clock().instant();
    return mine.stream().map(grant -> granted(grant, users.stream(), now)).toList();
  }

  private static Granted granted(Grant grant, Stream<SharedUser> users, Instant now) {
    SharedUser user =
        users.filter(one -> one.name().equals(grant.sharedUser())).findFirst().orElse(null);
    Long age =
        user == null
            ? null
            : user.currentKey()
                .map(key -> Duration.between(key.madeAt(), now).toDays())
                .orElse(null);
    return new Granted(
        grant.sharedUser(),
        grant.kind(),
        grant.roles(),
        grant.state(),
        grant.defaultDurationSeconds(),
        grant.maximumDurationSeconds(),
        age,
        user == null ? null : user.exposed());
  }

  private static Table tableOfGrants(List<Granted> lines) {
    Table table =
        Table.of(
            "SHARED USER", "KIND", "DEFAULT", "MAXIMUM", "STATE", "KEY AGE", "EXPOSED", "ROLES");
    for (Granted line : lines) {
      table.row(
          line.sharedUser(),
          line.kind(),
          AtHand.words(line.defaultSeconds()),
          AtHand.words(line.maximumSeconds()),
          line.state(),
          line.keyAgeDays() == null ? "-" : line.keyAgeDays() + "d",
          line.exposed() == null ? "-" : line.exposed() ? "yes" : "no",
          String.join(" ", line.roles()));
    }
    return table;
  }
}
