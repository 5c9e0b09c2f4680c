package dev.teambroker.cli.session;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.settings.SettingsFault;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Whose session a command is about, and how much of it: what is said here beats the environment.
 */
public final class ProfileChoice {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "A profile of config.toml (default: AWS_PROFILE).")
  private @Nullable String name;

  @Option(
      names = "--duration",
      paramLabel = "1h30m",
      description = "How long the session is to last, within the grant's limit.")
  private @Nullable String duration;

  @Option(
      names = "--min-ttl",
      paramLabel = "45m",
      description = "Fetches anew when less is left, and fails when a new one ends sooner.")
  private @Nullable String minTtl;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The region, for whom the session is for (default: the profile's).")
  private @Nullable String region;

  /** The surroundings as these options change them. */
  public Surroundings in(Surroundings around) {
    return around
        .with("BROKER_DURATION", duration)
        .with("BROKER_MIN_TTL", minTtl)
        .with("BROKER_REGION", region);
  }

  /** Whether one was named on the command line. */
  public boolean isNamed() {
    return name != null;
  }

  /** The profile that was named; where none was, AWS_PROFILE's, or one picked at the terminal. */
  public Profile profile(Surroundings around) {
    Settings settings = in(around).settings();
    String wanted = name == null ? around.variable("AWS_PROFILE") : name;
    return settings.profile(wanted == null ? picked(around, settings.profileNames()) : wanted);
  }

  private static String picked(Surroundings around, List<String> known) {
    if (known.isEmpty()) {
      throw new SettingsFault("There are no profiles: `broker-cli configure` makes them.");
    }
    if (!around.terminal().isThere()) {
      throw new Failure(
          ExitCode.USAGE,
          "Name a profile, or set AWS_PROFILE; there are " + String.join(", ", known) + ".");
    }
    for (int i = 0; i < known.size(); i++) {
      around.terminal().show((i + 1) + "  " + known.get(i));
    }
    String answer = around.terminal().ask("Profile (name or number): ").strip();
    boolean number = answer.matches("[0-9]{1,4}") && !known.contains(answer);
    int at = number ? Integer.parseInt(answer) : 0;
    return at >= 1 && at <= known.size() ? known.get(at - 1) : answer;
  }
}
