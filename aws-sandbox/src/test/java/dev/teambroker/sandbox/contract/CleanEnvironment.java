package dev.teambroker.sandbox.contract;

import java.util.Map;

/** Nothing of the machine's own AWS configuration reaches a process that a test starts. */
final class CleanEnvironment {
  private CleanEnvironment() {}

  static void make(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  }
}
