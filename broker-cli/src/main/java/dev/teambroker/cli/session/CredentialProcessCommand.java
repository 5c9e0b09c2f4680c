package dev.teambroker.cli.session;

import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code credential-process PROFILE}. */
@Command(
    name = "credential-process",
    description = "Prints a session for an AWS tool's credential_process setting.")
public final class CredentialProcessCommand implements Runnable {
  private final Surroundings around;

  @Parameters(paramLabel = "PROFILE", description = "A profile of config.toml.")
  private String profile = "";

  public CredentialProcessCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    try (Secret json = new FetchingSession(around).json(around.settings().profile(profile))) {
      around.print(json);
    }
  }
}
