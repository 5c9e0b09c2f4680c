package dev.teambroker.cli.signin;

import dev.teambroker.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

/** {@code logout}. */
@Command(name = "logout", description = "Ends the sign-in, here and at the broker.")
public final class LogoutCommand implements Runnable {
  private final Surroundings around;

  public LogoutCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    SignedInBroker.open(around, around.options().broker()).signOut();
    around.say("Signed out. Sessions at hand stay valid at AWS until they expire.");
  }
}
