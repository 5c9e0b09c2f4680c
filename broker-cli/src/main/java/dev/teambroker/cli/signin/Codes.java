package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The member's TOTP codes, wherever {@link CodeSources} finds them. No code is given out twice: it
 * waits for the next one and says so.
 */
public final class Codes {
  private static final int STEP_SECONDS = 30; // RFC 6238's default, which the broker uses
  private static final int ATTEMPTS = 3;
  private static final Set<String> SHELLS =
      Set.of("sh", "dash", "bash", "busybox", "zsh", "fish", "ksh", "pwsh");

  private final Surroundings around;
  private @Nullable CodeSource source;
  private @Nullable Secret used;

  public Codes(Surroundings around) {
    this.around = around;
  }

  /** Whether asking again after a wrong code makes sense. */
  boolean comeFromAPerson() {
    return source().isAPerson();
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
    around.debug("a code comes from " + source().name());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Secret line = source().line("Code for " + purpose + askedBy())) {
        Optional<Secret> code = SixDigits.of(line);
        if (code.isPresent()) {
          return code.get();
        }
      }
      if (!source().isAPerson()) {
        throw new Failure(
            ExitCode.CODE_WANTED,
            "What " + source().name() + " gives is not a code of six digits.");
      }
      around.say("A code has six digits.");
    }
    throw new Failure(ExitCode.CODE_WANTED, "No code was given.");
  }

  private CodeSource source() {
    CodeSource picked = source;
    if (picked == null) {
      picked = CodeSources.of(around);
      source = picked;
    }
    return picked;
  }

  /** The tool that called us; at a shell people know. */
  private static String askedBy() {
    return ProcessHandle.current()
        .parent()
        .flatMap(parent -> parent.info().command())
        .map(command -> String.valueOf(Path.of(command).getFileName()))
        .filter(name -> !SHELLS.contains(name))
        .map(name -> ", asked by " + name)
        .orElse("");
  }
}
