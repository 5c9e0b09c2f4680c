package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.configuration.AwsProfiles;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code exec PROFILE -- CMD …}: prints what the launcher evaluates before it execs the command,
 * which this class never sees.
 */
@Command(
    name = "exec",
    description = {
      "Runs a command with a session in its environment; without one, a shell.",
      "Signals, terminal and exit code are the command's own."
    },
    customSynopsis = "broker-cli exec [OPTIONS] [PROFILE] [-- CMD [ARG …]]")
public final class ExecCommand implements Runnable {
  private final Surroundings around;

  @Mixin private final ProfileChoice choice = new ProfileChoice();

  @Option(
      names = "--profile-env",
      description = {
        "Sets AWS_PROFILE instead of a session, so that the command's tools ask for a new one",
        "whenever theirs ends."
      })
  private boolean profileEnv;

  public ExecCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    if (around.variable("BROKER_CLI_EXEC") == null) {
      throw new Failure(ExitCode.USAGE, "Start exec by bin/broker-cli.");
    }
    refuseNesting();
    Profile profile = choice.profile(around);
    try (Secret json = new FetchingSession(choice.in(around)).json(profile)) {
      around.print(profileEnv ? byProfile(profile) : script(json, profile));
    }
  }

  private static Secret script(Secret json, Profile profile) {
    return ExecScript.handingOver(
        json.reveal(bytes -> Json.read(bytes, ProcessCredentials.class)), profile);
  }

  private Secret byProfile(Profile profile) {
    if (!AwsProfiles.isThere(around, profile.name())) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "--profile-env needs [profile "
              + profile.name()
              + "] in "
              + around.files().awsConfiguration()
              + ": `broker-cli configure` writes it.");
    }
    return ExecScript.naming(profile);
  }

  /** A command that runs itself in a session would do so for ever. */
  private void refuseNesting() {
    String outer = around.variable(ExecScript.MARKER);
    if (outer != null) {
      throw new Failure(
          ExitCode.USAGE,
          "This runs in a session of "
              + outer
              + " already: leave it first, or unset "
              + ExecScript.MARKER
              + " to nest them.");
    }
  }
}
