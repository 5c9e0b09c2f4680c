package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.signin.SignIn;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.SignIns;

/** The sign-in that the codes of an enrolment began, in place of any that was kept before. */
final class FirstSignIn {
  private final Surroundings around;
  private final Keychain keychain;

  FirstSignIn(Surroundings around, Keychain keychain) {
    this.around = around;
    this.keychain = keychain;
  }

  void keep(Enrolments.Finished finished, BrokerSettings broker) {
    String item = ItemNames.signIn(broker);
    SignIns.Token token = finished.signIn();
    if (token == null) {
      keychain.forget(item);
    } else {
      keychain.keep(item, SignIn.begun(token, around.clock().instant()).toSecret());
    }
  }

  static void say(Enrolments.Finished finished, Surroundings around) {
    around.say(
        finished.signIn() == null
            ? "This device can sign in now: broker-cli login"
            : "You are signed in on this device.");
  }
}
