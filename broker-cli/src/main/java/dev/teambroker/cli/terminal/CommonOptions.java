package dev.teambroker.cli.terminal;

import dev.teambroker.cli.settings.BrokerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--mfa-token",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Takes the one code that is needed from a file, or with - from stdin.")
  private @Nullable Path mfaToken;

  @Option(
      names = "--prompt",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "How codes are asked for: auto, terminal, zenity, kdialog, osascript, pinentry, ykman.")
  private @Nullable String prompt;

  /** The name of a {@code [brokers.…]} table. */
  public String broker() {
    return broker;
  }

  public boolean json() {
    return json;
  }

  /** Where the one code is; null: codes are asked for. */
  public @Nullable Path mfaToken() {
    return mfaToken;
  }

  /** How codes are asked for; null: as it is configured. */
  public @Nullable String prompt() {
    return prompt;
  }

  boolean debug() {
    return debug;
  }
}
