package dev.teambroker.cli.configuration;

import dev.teambroker.cli.terminal.Surroundings;

/** Profiles of the AWS configuration file. */
public final class AwsProfiles {
  private AwsProfiles() {}

  /** Whether there is one of that name, ours or not. */
  public static boolean isThere(Surroundings around, String name) {
    String file = new TextFile(around.files().awsConfiguration()).read();
    return file.lines().map(AwsProfiles::spaced).anyMatch(("[profile " + name + "]")::equals);
  }

  /** A line with one blank between its words and none around them. */
  static String spaced(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
