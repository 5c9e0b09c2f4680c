package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.NobodyToAsk;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The member's TOTP codes: from the terminal, or for automation from what {@code
 * BROKER_CODE_COMMAND} prints. No code is given out twice: it waits for the next one and says so.
 */
public final class Codes {
  private static final int STEP_SECONDS = 30; // RFC 6238's default, which the broker uses
  private static final int ATTEMPTS = 3;

  private final Surroundings around;
  private final @Nullable CodeCommand command;
  private @Nullable Secret used;

  public Codes(Surroundings around) {
    this.around = around;
    String set = around.variable("BROKER_CODE_COMMAND");
    this.command = set == null ? null : new CodeCommand(set);
  }

  /** Whether asking again after a wrong code makes sense. */
  boolean comeFromAPerson() {
    return command == null;
  }

  /** A code of six digits that this process has not had yet. */
  public Secret ask(String purpose) {
    Secret code = readable(purpose);
    if (code.equals(used)) {
      waitForNext("That code was used already");
      code = readable(purpose);
    }
    used = code.duplicate();
    return code;
  }

  /** Waits until a new code shows. */
  public void waitForNext(String why) {
    Instant now = around.clock().instant();
    long next = (now.getEpochSecond() / STEP_SECONDS + 1) * STEP_SECONDS;
    Duration left = Duration.between(now, Instant.ofEpochSecond(next));
    around.say(why + "; waiting " + (left.toSeconds() + 1) + " s for the next one.");
    around.pause().accept(left);
  }

  private Secret readable(String purpose) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Secret line = line(purpose)) {
        Optional<Secret> code = SixDigits.of(line);
        if (code.isPresent()) {
          return code.get();
        }
      }
      if (command == null) {
        around.say("A code has six digits.");
      }
    }
    throw new Failure(
        ExitCode.CODE_WANTED,
        command == null
            ? "No code was given."
            : "What BROKER_CODE_COMMAND prints is not a code of six digits.");
  }

  private Secret line(String purpose) {
    if (command != null) {
      return command.run(purpose);
    }
    if (!around.terminal().isThere()) {
      throw new NobodyToAsk(
          "A code is needed for "
              + purpose
              + ", and there is no terminal to ask on: run `broker-cli login` in one, or set"
              + " BROKER_CODE_COMMAND.");
    }
    return Secret.of(around.terminal().ask("Code for " + purpose + ": "));
  }
}
