package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.terminal.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: asks no broker and nobody, so that a shell's prompt can show it. */
@Command(
    name = "status",
    description = {
      "Tells how much is left of a session: of the one this shell runs in, else of the profile's.",
      "Asks nobody; where there is none, --short prints nothing."
    })
public final class StatusCommand implements Runnable {
  private final Surroundings around;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "A profile (default: AWS_PROFILE).")
  private @Nullable String name;

  @Option(names = "--short", description = "For a shell's prompt: deploy 43m.")
  private boolean brief;

  /** What --json prints. */
  record Status(String profile, @Nullable String expiration, long secondsLeft) {}

  public StatusCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    String inside = around.variable(ExecScript.MARKER);
    String profile = name != null ? name : inside != null ? inside : around.variable("AWS_PROFILE");
    if (profile == null || (brief && !around.settings().profileNames().contains(profile))) {
      return;
    }
    Optional<Instant> end =
        profile.equals(inside) && around.variable("AWS_CREDENTIAL_EXPIRATION") != null
            ? environments()
            : new AtHand(around).end(around.settings().profile(profile));
    tell(profile, end);
  }

  private Optional<Instant> environments() {
    try {
      return Optional.of(
          Instant.parse(String.valueOf(around.variable("AWS_CREDENTIAL_EXPIRATION"))));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }

  private void tell(String profile, Optional<Instant> end) {
    long left =
        end.map(time -> Math.max(0, Duration.between(around.clock().instant(), time).toSeconds()))
            .orElse(0L);
    if (around.options().json()) {
      String expiration = end.map(Instant::toString).orElse(null);
      around.out().println(Json.pretty(new Status(profile, expiration, left)));
    } else if (brief) {
      end.ifPresent(
          _ -> around.out().println(profile + " " + (left == 0 ? "ended" : AtHand.words(left))));
    } else {
      around
          .out()
          .println(
              profile
                  + end.map(time -> ": session until " + time + ", " + AtHand.words(left) + " left")
                      .orElse(": no session at hand"));
    }
  }
}
