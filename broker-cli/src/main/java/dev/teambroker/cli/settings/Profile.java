package dev.teambroker.cli.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which session of which shared user a name stands for: the table {@code [profiles.NAME]}.
 *
 * @param broker the name of a {@code [brokers.…]} table
 * @param kind session, role or federation
 * @param role the ARN to assume, or null where the grant has one alone
 * @param durationSeconds null: the grant's default
 * @param account shown in prompts; null: not known
 * @param region given to commands that {@code exec} starts; null: left alone
 * @param minTtlSeconds how much must be left of a session that is handed out; 0: a moment will do
 */
public record Profile(
    String name,
    String broker,
    String sharedUser,
    String kind,
    @Nullable String role,
    @Nullable Integer durationSeconds,
    @Nullable String sessionPolicy,
    @Nullable String account,
    @Nullable String region,
    int minTtlSeconds) {

  private static final int LONGEST_NAME = 128;

  static Profile of(String name, Map<String, String> table, Map<String, String> environment) {
    Values values = new Values(name, table, environment);
    String kind = values.wanted("kind", "BROKER_KIND");
    if (!kind.equals("session") && !kind.equals("role") && !kind.equals("federation")) {
      throw new SettingsFault(
          "Profile " + name + ": kind takes session, role or federation, not '" + kind + "'.");
    }
    String broker = values.optional("broker", "BROKER_NAME");
    String duration = values.optional("duration", "BROKER_DURATION");
    String minTtl = values.optional("min-ttl", "BROKER_MIN_TTL");
    return new Profile(
        printable(name),
        broker == null ? BrokerSettings.DEFAULT : broker,
        values.wanted("shared-user", "BROKER_SHARED_USER"),
        kind,
        values.optional("role", "BROKER_ROLE"),
        duration == null ? null : Duration.seconds(duration, "Profile " + name + ": duration"),
        values.optional("session-policy", "BROKER_SESSION_POLICY"),
        values.optional("account", "BROKER_ACCOUNT"),
        region(name, values.optional("region", "BROKER_REGION")),
        minTtl == null ? 0 : Duration.seconds(minTtl, "Profile " + name + ": min-ttl"));
  }

  /** It becomes a heading in other tools' files and a word of shells' scripts. */
  private static String printable(String name) {
    boolean plain = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; i < name.length(); i++) {
      plain &= name.charAt(i) >= ' ' && "[]\"\\\u007f".indexOf(name.charAt(i)) < 0;
    }
    if (!plain) {
      throw new SettingsFault(
          "A profile's name takes 1 to 128 characters without control characters, brackets, double"
              + " quotes and backslashes, not '"
              + name
              + "'.");
    }
    return name;
  }

  private static @Nullable String region(String profile, @Nullable String region) {
    for (int i = 0; region != null && i < region.length(); i++) {
      char c = region.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      if (!plain) {
        throw new SettingsFault(
            "Profile "
                + profile
                + ": region takes a name such as eu-west-1, not '"
                + region
                + "'.");
      }
    }
    return region;
  }

  /** Of a profile's table, or of a variable that beats it. */
  private record Values(String name, Map<String, String> table, Map<String, String> environment) {
    String wanted(String key, String variable) {
      String value = optional(key, variable);
      if (value == null) {
        throw new SettingsFault("Profile " + name + " lacks " + key + ".");
      }
      return value;
    }

    @Nullable String optional(String key, String variable) {
      String override = environment.get(variable);
      String value = override == null || override.isEmpty() ? table.get(key) : override;
      return value == null || value.isEmpty() ? null : value;
    }
  }
}
