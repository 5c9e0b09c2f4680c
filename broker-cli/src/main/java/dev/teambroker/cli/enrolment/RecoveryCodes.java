package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;

/** Shows the recovery codes that came with a new second factor: on stdout, a line each. */
final class RecoveryCodes {
  private RecoveryCodes() {}

  static void print(Enrolments.Finished finished, Surroundings around) {
    if (!finished.recoveryCodes().isEmpty()) {
      around.say(
          "Recovery codes, shown this once; each sets up a new second factor when the phone is"
              + " lost (broker-cli recover):");
    }
    for (Secret code : finished.recoveryCodes()) {
      around.out().println(code.<String, RuntimeException>reveal(RecoveryCodes::text));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
