package dev.teambroker.cli.session;

import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code credential-process PROFILE}. */
@Command(
    name = "credential-process",
    description = "Prints a session for an AWS tool's credential_process setting.")
public final class CredentialProcessCommand implements Runnable {
  private final Surroundings around;

  @Mixin private final ProfileChoice choice = new ProfileChoice();

  public CredentialProcessCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    try (Secret json = new FetchingSession(choice.in(around)).json(choice.profile(around))) {
      around.print(json);
    }
  }
}
