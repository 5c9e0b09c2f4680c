package dev.teambroker.cli.console;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.session.ProfileChoice;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Rotations.Notice;
import dev.teambroker.protocol.SignIns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code login}: to the broker, or with a profile's name to the console, as aws-vault has it. */
@Command(
    name = "login",
    description = {
      "Signs in at the broker with a code, whatever sign-in there is.",
      "With a PROFILE it is another name of console."
    })
public final class LoginCommand implements Runnable {
  private final Surroundings around;

  @Mixin private final ProfileChoice choice = new ProfileChoice();

  @Mixin private final ConsoleCommand.Options options = new ConsoleCommand.Options();

  public LoginCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    if (choice.isNamed()) {
      new ConsoleCommand(around, choice, options).run();
      return;
    }
    SignedInBroker signedIn = SignedInBroker.open(around, around.options().broker());
    signedIn.signInAnew();
    SignIns.Me me = signedIn.call(Call.of("GET", "/v1/me"), SignIns.Me.class);
    around.say("Signed in as " + me.memberName() + " on device " + me.deviceName() + ".");
    tellNews(signedIn);
  }

  /** An older broker has none; that is no reason not to be signed in. */
  private void tellNews(SignedInBroker signedIn) {
    try {
      for (Notice notice : signedIn.call(Call.of("GET", "/v1/me/notices"), Notice[].class)) {
        around.say(notice.text());
      }
    } catch (Failure untold) {
      around.debug("no notices: " + untold.sentence());
    }
  }
}
