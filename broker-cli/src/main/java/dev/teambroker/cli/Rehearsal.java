package dev.teambroker.cli;

import dev.teambroker.cli.rehearsal.PaperBroker;
import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.ControllingTerminal;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * A member's day with a broker of paper, in a home directory of its own: {@code broker-cli
 * speed-up} runs it to train the AOT cache. It leaves a session for the hot path's own training.
 */
final class Rehearsal {
  private static final Duration SESSION = Duration.ofMinutes(2);
  private static final String CODES = "echo x >>$HOME/codes; printf '1%05d' $(wc -l <$HOME/codes)";

  private final Surroundings around;

  private Rehearsal(Surroundings around) {
    this.around = around;
  }

  /** Argument: an empty directory. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    InstantSource clock = InstantSource.system();
    Instant expiry = clock.instant().plus(SESSION);
    try (PaperBroker broker = PaperBroker.start(home, expiry)) {
      new Rehearsal(around(home, clock)).play(home, broker.link());
    }
    System.exit(0);
  }

  private static Surroundings around(Path home, InstantSource clock) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    return new Surroundings(
        Map.of(
            "HOME",
            home.toString(),
            "BROKER_DEVICE_KEY_STORE",
            "file",
            "BROKER_CODE_COMMAND",
            CODES),
        clock,
        _ -> {},
        nowhere,
        nowhere,
        new ControllingTerminal(),
        new CommonOptions());
  }

  private void play(Path home, String link) throws Exception {
    run("enroll", "--otpauth-file", home.resolve("otpauth").toString(), link);
    Files.writeString(
        home.resolve(".config/broker-cli/config.toml"),
        """
        [profiles.rehearsal]
        shared-user = "paper"
        kind = "session"
        """,
        StandardOpenOption.APPEND);
    run("login");
    run("credential-process", "rehearsal");
    run("list");
    run("member", "list");
    run("grant", "list", "paper");
    run("shared-user", "list");
    run("help");
  }

  private void run(String... args) {
    int code = BrokerCli.run(around, args);
    if (code != 0) {
      throw new IllegalStateException(args[0] + " ended with exit code " + code);
    }
  }
}
