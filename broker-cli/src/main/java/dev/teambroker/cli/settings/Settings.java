package dev.teambroker.cli.settings;

import dev.teambroker.cli.store.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration file together with the environment. */
public final class Settings {
  /**
   * The variables that a session depends on; with one of them set, the launcher answers nothing.
   */
  private static final String[] SHAPING = {
    "BROKER_NAME", "BROKER_SHARED_USER", "BROKER_KIND", "BROKER_ROLE", "BROKER_DURATION",
    "BROKER_SESSION_POLICY", "BROKER_ACCOUNT", "BROKER_REGION", "BROKER_MIN_TTL", "BROKER_URL",
    "BROKER_PIN", "BROKER_SESSION_STORE", "BROKER_CLI_CONFIG"
  };

  private static final String BROKERS = "brokers.";
  private static final String PROFILES = "profiles.";

  private final Path file;
  private final Map<String, Map<String, String>> tables;
  private final Map<String, String> environment;

  private Settings(
      Path file, Map<String, Map<String, String>> tables, Map<String, String> environment) {
    this.file = file;
    this.tables = tables;
    this.environment = environment;
  }

  /** Reads the file; one that does not exist is as good as an empty one. */
  public static Settings load(Map<String, String> environment) {
    Path file = new UserFiles(environment).configuration();
    return new Settings(file, Toml.parse(read(file), file.toString()), environment);
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file);
      String distrust = Access.distrust(file);
      if (distrust != null) {
        throw new SettingsFault(distrust + ".");
      }
      return text;
    } catch (NoSuchFileException absent) {
      return "";
    } catch (IOException broken) {
      throw new SettingsFault(file + " can't be read: " + broken.getMessage() + ".");
    }
  }

  /** The broker of that name. */
  public BrokerSettings broker(String name) {
    Map<String, String> table = tables.get(BROKERS + name);
    String url = value(table, "url");
    String override = environment.get("BROKER_URL");
    if (override != null && !override.isEmpty()) {
      return new BrokerSettings(
          name,
          secure(override),
          environment.get("BROKER_PIN"),
          value(table, "member"),
          value(table, "device-key"));
    }
    if (url == null) {
      throw new SettingsFault(
          "This device is not enrolled yet: run `broker-cli enroll LINK` with your invitation's"
              + " link (no [brokers."
              + name
              + "] with a url in "
              + file
              + ").");
    }
    return new BrokerSettings(
        name, secure(url), value(table, "pin"), value(table, "member"), value(table, "device-key"));
  }

  private static String secure(String url) {
    if (!url.startsWith("https://")) {
      throw new SettingsFault("The broker's url takes https://…, not '" + url + "'.");
    }
    return url;
  }

  /** The profile of that name. */
  public Profile profile(String name) {
    Map<String, String> table = tables.get(PROFILES + name);
    if (table == null) {
      throw new SettingsFault(
          "There is no profile '" + name + "' in " + file + "; " + known() + ".");
    }
    return Profile.of(name, table, environment);
  }

  /** The names of all profiles, in the file's order. */
  public List<String> profileNames() {
    return namesBelow(PROFILES);
  }

  /** The names of all brokers, in the file's order. */
  public List<String> brokerNames() {
    return namesBelow(BROKERS);
  }

  private List<String> namesBelow(String prefix) {
    List<String> names = new ArrayList<>();
    for (String table : tables.keySet()) {
      if (table.startsWith(prefix)) {
        names.add(table.substring(prefix.length()));
      }
    }
    return names;
  }

  /** A table of the file as it stands there; empty where there is none. */
  public Map<String, String> table(String name) {
    Map<String, String> table = tables.get(name);
    return table == null ? Map.of() : new LinkedHashMap<>(table);
  }

  /**
   * A key before any table, or the variable that beats it: {@code signin-endpoint} is {@code
   * BROKER_SIGNIN_ENDPOINT}.
   */
  public @Nullable String option(String key) {
    String override = environment.get(variable(key));
    return override != null && !override.isEmpty() ? override : value(tables.get(""), key);
  }

  /** The variable that beats a key of the file. */
  public static String variable(String key) {
    return "BROKER_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Where sessions are kept: auto, kernel, secret-service or file. */
  public String sessionStore() {
    String set = option("session-store");
    return set == null ? "auto" : set;
  }

  /** Whether the file alone says what the sessions are. */
  public boolean areTheFilesAlone() {
    return shapingVariables().isEmpty();
  }

  /** The variables that are set and shape sessions. */
  public List<String> shapingVariables() {
    List<String> set = new ArrayList<>();
    for (String variable : SHAPING) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        set.add(variable);
      }
    }
    return set;
  }

  public Path file() {
    return file;
  }

  private String known() {
    List<String> names = profileNames();
    return names.isEmpty()
        ? "`broker-cli configure` makes one for each grant"
        : "there are " + String.join(", ", names);
  }

  private static @Nullable String value(@Nullable Map<String, String> table, String key) {
    return table == null ? null : table.get(key);
  }
}
