package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.SharedUsers.Confirmation;

/** What all commands of this package share. */
abstract class Administration {
  final Surroundings around;

  Administration(Surroundings around) {
    this.around = around;
  }

  final SignedInBroker broker() {
    return SignedInBroker.open(around, around.options().broker());
  }

  final <T> T get(Class<T> type, String path, String... segments) {
    return broker().call(Call.of("GET", path, segments), type);
  }

  final void send(String method, String path, String... segments) {
    broker().send(Call.of(method, path, segments));
  }

  /** What was confirmed, and that nobody else has looked, where it is so. */
  final void tell(Confirmation done) {
    around.say(
        "Confirmed: what " + done.member() + " has of " + done.sharedUser() + " holds again.");
    if (done.grounds().equals("same-admin")) {
      around.say(
          "Warning: you enrolled "
              + done.member()
              + " anew yourself, and no other owner was there to confirm it. The audit trail says"
              + " so.");
    }
  }

  /** Prints the value as JSON where that is asked for, else the table. */
  final void print(Object value, Table table) {
    around.out().println(around.options().json() ? Json.pretty(value) : table.toString());
  }
}
