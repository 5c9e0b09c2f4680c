package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Containments.Containment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code release …}: the way back from {@code contain …}. */
@Command(name = "release", description = "Ends what contain has stopped.")
final class ReleaseCommands extends Administration {
  ReleaseCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "A member may act again, and signs in anew.")
  void member(@Parameters(paramLabel = "NAME") String name) {
    release(Call.of("DELETE", "/v1/containment/members/{}", name));
  }

  @Command(name = "shared-user", description = "Sessions of a shared user are issued again.")
  void sharedUser(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--lift-deny",
              description = "Old sessions that have not expired work again, too: in any hands.")
          boolean liftDeny) {
    release(
        Call.of(
            "DELETE", "/v1/containment/shared-users/{}" + (liftDeny ? "?deny=lift" : ""), name));
    if (!liftDeny) {
      around.say("Sessions from before stay denied; new ones are not touched by that.");
    }
  }

  @Command(description = "Sessions are issued again, but for what the operator stopped.")
  void all() {
    release(Call.of("DELETE", "/v1/containment/all"));
  }

  private void release(Call call) {
    Containment left = broker().call(call, Containment.class);
    around.say(
        left.stopped().isEmpty()
            ? "Released."
            : "Released; still stopped: " + String.join(", ", left.stopped()) + ".");
  }
}
