package dev.teambroker.cli.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where this user's files are (XDG Base Directory Specification). */
public final class UserFiles {
  private final Map<String, String> environment;

  public UserFiles(Map<String, String> environment) {
    this.environment = environment;
  }

  /** {@code BROKER_CLI_CONFIG}, else config.toml in the configuration directory. */
  public Path configuration() {
    String named = named("BROKER_CLI_CONFIG");
    return named != null
        ? Path.of(named)
        : base("XDG_CONFIG_HOME", ".config").resolve("config.toml");
  }

  /** For what is to be kept: the device key, where there is no keychain. */
  public Path data() {
    return base("XDG_DATA_HOME", ".local/share");
  }

  /** For what may go at a reboot; null without {@code XDG_RUNTIME_DIR}. */
  public @Nullable Path runtime() {
    String runtime = named("XDG_RUNTIME_DIR");
    return runtime == null ? null : Path.of(runtime, "broker-cli");
  }

  /** For lock files: never a directory that others can write. */
  public Path locks() {
    return base("XDG_STATE_HOME", ".local/state").resolve("locks");
  }

  /** Notes for the launcher: where a profile's session is kept. */
  public Path atHand() {
    return base("XDG_STATE_HOME", ".local/state").resolve("at-hand");
  }

  /** {@code AWS_SHARED_CREDENTIALS_FILE}, else ~/.aws/credentials. */
  public Path awsCredentials() {
    String named = named("AWS_SHARED_CREDENTIALS_FILE");
    return named != null ? Path.of(named) : home().resolve(".aws/credentials");
  }

  /** {@code AWS_CONFIG_FILE}, else ~/.aws/config. */
  public Path awsConfiguration() {
    String named = named("AWS_CONFIG_FILE");
    return named != null ? Path.of(named) : home().resolve(".aws/config");
  }

  private Path base(String variable, String fallback) {
    String named = named(variable);
    Path base = named == null ? home().resolve(fallback) : Path.of(named);
    return base.resolve("broker-cli");
  }

  private Path home() {
    String home = named("HOME");
    return Path.of(home == null ? System.getProperty("user.home", ".") : home);
  }

  private @Nullable String named(String variable) {
    String value = environment.get(variable);
    return value == null || value.isEmpty() ? null : value;
  }
}
