package dev.teambroker.cli;

import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.testing.SettableClock;
import dev.teambroker.cli.testing.TypingPerson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The CLI in this process, with a fresh HOME, files for its stores and a clock of its own. */
public final class CliUnderTest {
  public final SettableClock clock;
  public final TypingPerson person = new TypingPerson();
  private final Map<String, String> environment = new HashMap<>();
  private final Path home;
  private String out = "";
  private String err = "";

  public CliUnderTest(Path home) {
    this(home, Instant.parse("2026-03-01T10:00:10Z"));
  }

  public CliUnderTest(Path home, Instant now) {
    this.home = home;
    this.clock = new SettableClock(now);
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.put("BROKER_SESSION_STORE", "file");
    environment.put("BROKER_DEVICE_KEY_STORE", "file");
  }

  /** Surroundings in which nothing happens, to look at what commands there are. */
  static Surroundings idle() {
    return new Surroundings(
        Map.of(),
        () -> Instant.EPOCH,
        _ -> {},
        System.out,
        System.err,
        new TypingPerson(),
        new CommonOptions());
  }

  public CliUnderTest with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Path home() {
    return home;
  }

  /** Runs a command line and returns its exit code. */
  public int run(String... args) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            Map.copyOf(environment),
            clock,
            clock::advance,
            new PrintStream(stdout, true, StandardCharsets.UTF_8),
            new PrintStream(stderr, true, StandardCharsets.UTF_8),
            person,
            new CommonOptions());
    int code = BrokerCli.run(around, args);
    out = stdout.toString(StandardCharsets.UTF_8);
    err = stderr.toString(StandardCharsets.UTF_8);
    return code;
  }

  public String out() {
    return out;
  }

  public String err() {
    return err;
  }

  /** Adds lines to config.toml. */
  public void configure(String toml) {
    Path file = home.resolve(".config/broker-cli/config.toml");
    try {
      Files.createDirectories(home.resolve(".config/broker-cli"));
      String before = Files.exists(file) ? Files.readString(file) + "\n" : "";
      Files.writeString(file, before + toml);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
