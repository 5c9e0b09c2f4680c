package dev.teambroker.cli.configuration;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config show}. */
@Command(
    name = "config",
    description = "Shows what is configured.",
    synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommands {
  /** Which variable beats which key of a profile's table. */
  private static final Map<String, String> OF_PROFILES = Map.of("broker", "BROKER_NAME");

  private static final List<String> GENERAL =
      List.of("session-store", "signin-endpoint", "browser", "browser-profile");
  private static final List<String> PROFILES =
      List.of(
          "broker",
          "shared-user",
          "kind",
          "role",
          "duration",
          "min-ttl",
          "session-policy",
          "account",
          "region");
  private static final List<String> BROKERS = List.of("url", "pin", "member", "device-key");

  private final Surroundings around;

  /** A line of what is shown. */
  record Line(String key, String value, String origin) {}

  public ConfigCommands(Surroundings around) {
    this.around = around;
  }

  @Command(
      name = "show",
      description = {
        "Shows the settings in force, or with --origin where each comes from as well.",
        "A flag of a command beats the environment, that beats the file, and that the grant."
      })
  void show(
      @Parameters(arity = "0..1", paramLabel = "PROFILE", description = "One profile's alone.")
          @Nullable String only,
      @Option(names = "--origin", description = "Says where each setting comes from.")
          boolean origin) {
    Settings settings = around.settings();
    List<Line> lines = new ArrayList<>();
    if (only == null) {
      add(lines, "", settings.table(""), GENERAL, Settings::variable);
      for (String name : settings.brokerNames()) {
        add(lines, "brokers." + name, settings.table("brokers." + name), BROKERS, this::ofBroker);
      }
    } else {
      settings.profile(only);
    }
    for (String name : only == null ? settings.profileNames() : List.of(only)) {
      String table = "profiles." + name;
      add(lines, table, settings.table(table), PROFILES, ConfigCommands::ofProfile);
    }
    print(lines, origin);
  }

  private static String ofProfile(String key) {
    return OF_PROFILES.getOrDefault(key, Settings.variable(key));
  }

  /** A URL of the environment comes with its own pin, or with none. */
  private @Nullable String ofBroker(String key) {
    boolean named = around.variable("BROKER_URL") != null;
    return key.equals("url") || (key.equals("pin") && named) ? Settings.variable(key) : null;
  }

  private void add(
      List<Line> to,
      String table,
      Map<String, String> values,
      List<String> keys,
      Function<String, @Nullable String> variables) {
    String prefix = table.isEmpty() ? "" : table + ".";
    for (String key : keys) {
      String variable = variables.apply(key);
      String override = variable == null ? null : around.variable(variable);
      String set = values.get(key);
      if (override != null) {
        to.add(new Line(prefix + key, override, "environment: " + variable));
      } else if (set != null) {
        to.add(new Line(prefix + key, set, "file: " + around.files().configuration()));
      } else if (key.equals("duration")) {
        to.add(new Line(prefix + key, "-", "team: the grant's default"));
      } else if (key.equals("session-store")) {
        to.add(new Line(prefix + key, "auto", "default"));
      }
    }
  }

  private void print(List<Line> lines, boolean origin) {
    if (around.options().json()) {
      around.out().println(Json.pretty(lines));
      return;
    }
    Table table = origin ? Table.of("SETTING", "VALUE", "ORIGIN") : Table.of("SETTING", "VALUE");
    for (Line line : lines) {
      if (origin) {
        table.row(line.key(), line.value(), line.origin());
      } else {
        table.row(line.key(), line.value());
      }
    }
    around.out().println(table);
  }
}
