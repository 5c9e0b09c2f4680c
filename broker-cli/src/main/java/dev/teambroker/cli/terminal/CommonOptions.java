package dev.teambroker.cli.terminal;

import dev.teambroker.cli.settings.BrokerSettings;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "A broker of config.toml (default: ${DEFAULT-VALUE}).")
  private String broker = BrokerSettings.DEFAULT;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Prints JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Tells on stderr what is done; shows no secret.")
  private boolean debug;

  /** The name of a {@code [brokers.…]} table. */
  public String broker() {
    return broker;
  }

  public boolean json() {
    return json;
  }

  boolean debug() {
    return debug;
  }
}
