package dev.teambroker.cli.signin;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.SignIns;
import picocli.CommandLine.Command;

/** {@code login}. */
@Command(name = "login", description = "Signs in with a code, whatever sign-in there is.")
public final class LoginCommand implements Runnable {
  private final Surroundings around;

  public LoginCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    SignedInBroker signedIn = SignedInBroker.open(around, around.options().broker());
    signedIn.signInAnew();
    SignIns.Me me = signedIn.call(Call.of("GET", "/v1/me"), SignIns.Me.class);
    around.say("Signed in as " + me.memberName() + " on device " + me.deviceName() + ".");
  }
}
