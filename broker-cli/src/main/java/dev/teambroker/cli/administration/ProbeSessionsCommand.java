package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Probes.SessionProbe;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user probe-sessions NAME}. */
@Command(
    name = "probe-sessions",
    description = {
      "Shows on a spare key whether the account lets sessions outlive the key that issued them.",
      "Makes a second key, has a session issued with it, switches it off, uses the session, and"
          + " deletes the key."
    })
final class ProbeSessionsCommand extends Administration implements Runnable {
  private static final String PROBE = "/v1/shared-users/{}/session-probe";
  private static final Set<String> OPEN = Set.of("begun", "made", "removing");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(names = "--show", description = "Shows the account's latest probe, and begins none.")
  private boolean show;

  @Option(names = "--wait", defaultValue = "300", paramLabel = "SECONDS")
  private int seconds;

  ProbeSessionsCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    SessionProbe probe =
        show ? latest() : ended(broker().call(Call.of("POST", PROBE, name), SessionProbe.class));
    if (around.options().json()) {
      around.out().println(Json.pretty(probe));
    }
    tell(probe);
  }

  private SessionProbe ended(SessionProbe begun) {
    SessionProbe probe = begun;
    for (int i = 0; i < seconds && OPEN.contains(probe.state()); i++) {
      around.pause().accept(PAUSE);
      probe = latest();
    }
    return probe;
  }

  private SessionProbe latest() {
    return get(SessionProbe.class, PROBE, name);
  }

  private void tell(SessionProbe probe) {
    Boolean outlive = probe.outlive();
    if (outlive == null) {
      throw new Failure(
          OPEN.contains(probe.state()) ? ExitCode.UNREACHABLE : ExitCode.REFUSED,
          "The probe of account "
              + probe.account()
              + " is "
              + probe.state()
              + (probe.detail() == null ? "." : ": " + probe.detail()));
    }
    around.say(
        "Account "
            + probe.account()
            + (outlive
                ? " lets sessions outlive the key that issued them"
                : " ends sessions with the key that issued them")
            + " (seen "
            + probe.stateAt()
            + ").");
  }
}
