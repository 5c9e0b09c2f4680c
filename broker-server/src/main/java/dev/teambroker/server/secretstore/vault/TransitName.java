package dev.teambroker.server.secretstore.vault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of Transit.
 *
 * @param mount where the engine is mounted
 */
record TransitName(String mount, String key) {
  static final String SCHEME = "vault";
  private static final Pattern FORM =
      Pattern.compile("vault:([A-Za-z0-9_-][A-Za-z0-9._/-]*)/([A-Za-z0-9_][A-Za-z0-9_.-]*)");

  /**
   * Reads {@code vault:transit/broker}.
   *
   * @throws IllegalArgumentException with what it takes
   */
  static TransitName of(String name) {
    Matcher parts = FORM.matcher(name);
    if (!parts.matches() || parts.group(1).contains("..")) {
      throw new IllegalArgumentException(
          "a key in Vault is named by the mount of its Transit engine and itself, as in"
              + " vault:transit/broker");
    }
    return new TransitName(parts.group(1), parts.group(2));
  }

  String path(String operation) {
    return mount + "/" + operation + "/" + key;
  }

  /** As it stands in policies and commands. */
  String path() {
    return mount + "/" + key;
  }
}
