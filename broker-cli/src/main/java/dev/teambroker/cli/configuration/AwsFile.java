package dev.teambroker.cli.configuration;

import dev.teambroker.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** AWS's configuration or credentials file as the SDKs read it; nested settings are passed over. */
public final class AwsFile {
  private final Path path;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private AwsFile(Path path) {
    this.path = path;
    Map<String, String> section = new HashMap<>();
    for (String line : new TextFile(path).read().lines().toList()) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[") && text.contains("]")) {
        section = new HashMap<>();
        sections.put(heading(text), section);
      } else if (equals > 0
          && !Character.isWhitespace(line.charAt(0))
          && !text.startsWith("#")
          && !text.startsWith(";")) {
        section.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
  }

  /** {@code AWS_CONFIG_FILE}, else ~/.aws/config. */
  public static AwsFile config(Surroundings around) {
    return new AwsFile(around.files().awsConfiguration());
  }

  /** {@code AWS_SHARED_CREDENTIALS_FILE}, else ~/.aws/credentials. */
  public static AwsFile credentials(Surroundings around) {
    return new AwsFile(around.files().awsCredentials());
  }

  private static String heading(String line) {
    String name = line.substring(1, line.indexOf(']')).strip().replaceAll("\\s+", " ");
    return name.startsWith("profile ") ? name.substring("profile ".length()) : name;
  }

  public Path path() {
    return path;
  }

  /** The sections by profile, in the file's order. */
  public Map<String, Map<String, String>> sections() {
    return sections;
  }

  /** A profile's; empty where there is none. */
  public Map<String, String> section(String profile) {
    return sections.getOrDefault(profile, Map.of());
  }
}
