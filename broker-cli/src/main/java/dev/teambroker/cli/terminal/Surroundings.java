package dev.teambroker.cli.terminal;

import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.settings.UserFiles;
import dev.teambroker.protocol.Secret;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a command takes from outside.
 *
 * @param out for the result alone
 * @param err for everything else
 * @param pause lets time pass
 * @param options filled when the command line is read
 */
public record Surroundings(
    Map<String, String> environment,
    InstantSource clock,
    Consumer<Duration> pause,
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    CommonOptions options) {

  /** Tells the user something on stderr. */
  public void say(String sentence) {
    err.println("broker-cli: " + sentence);
  }

  /** Tells of a step, where {@code --debug} or {@code BROKER_DEBUG} asks for it. No secrets. */
  public void debug(String sentence) {
    if (options.debug() || variable("BROKER_DEBUG") != null) {
      err.println("broker-cli: debug: " + sentence);
    }
  }

  /** Writes a result as it stands to stdout. */
  public void print(Secret result) {
    result.reveal(
        bytes -> {
          out.write(bytes, 0, bytes.length);
          out.flush();
          return true;
        });
  }

  /** The same with a variable set, as a flag of the command line beats it; null leaves it alone. */
  public Surroundings with(String variable, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Surroundings(Map.copyOf(more), clock, pause, out, err, terminal, options);
  }

  public Settings settings() {
    return Settings.load(environment);
  }

  public UserFiles files() {
    return new UserFiles(environment);
  }

  /** A variable's value, or null where it is unset or empty. */
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
