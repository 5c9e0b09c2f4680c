package dev.teambroker.cli.configuration;

import dev.teambroker.protocol.Grants.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that a member's grants make: one for each shared user and kind, for {@code role} one
 * for each role. What does not match the patterns here is left out, so that no broker can bring a
 * line of its own into this user's configuration.
 */
final class GrantProfiles {
  private static final Pattern SHARED_USER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,576}");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final Map<String, String> accounts;
  private final String broker;
  private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

  private GrantProfiles(Map<String, String> accounts, String broker) {
    this.accounts = accounts;
    this.broker = broker;
  }

  /**
   * The tables' values by profile.
   *
   * @param accounts the AWS account by shared user, where it is known
   */
  static Map<String, Map<String, String>> of(
      List<Grant> grants, Map<String, String> accounts, String broker) {
    GrantProfiles made = new GrantProfiles(accounts, broker);
    grants.forEach(made::add);
    return made.profiles;
  }

  private void add(Grant grant) {
    if (!SHARED_USER.matcher(grant.sharedUser()).matches()) {
      return;
    }
    switch (grant.kind()) {
      case "session", "federation" -> add(grant, grant.kind(), null);
      case "role" ->
          grant.roles().stream()
              .filter(role -> ROLE.matcher(role).matches())
              .forEach(role -> add(grant, nameOf(role), role));
      default -> {}
    }
  }

  private void add(Grant grant, String suffix, @Nullable String role) {
    Map<String, String> table = new LinkedHashMap<>();
    if (!broker.equals("default")) {
      table.put("broker", broker);
    }
    table.put("shared-user", grant.sharedUser());
    table.put("kind", grant.kind());
    if (role != null) {
      table.put("role", role);
    }
    String account = accounts.get(grant.sharedUser());
    if (account != null && ACCOUNT.matcher(account).matches()) {
      table.put("account", account);
    }
    profiles.putIfAbsent(grant.sharedUser() + "-" + suffix, table);
  }

  private static String nameOf(String role) {
    return role.substring(role.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]", "-");
  }
}
