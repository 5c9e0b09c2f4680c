package dev.teambroker.cli.console;

import dev.teambroker.cli.settings.Profile;
import org.jspecify.annotations.Nullable;

/** A partition of AWS and its console; those that the broker knows. */
enum Partition {
  AWS("aws", "", "https://signin.aws.amazon.com", "console.aws.amazon.com"),
  CHINA("aws-cn", "cn-", "https://signin.amazonaws.cn", "console.amazonaws.cn"),
  US_GOVERNMENT(
      "aws-us-gov",
      "us-gov-",
      "https://signin.amazonaws-us-gov.com",
      "console.amazonaws-us-gov.com"),
  EUROPEAN_SOVEREIGN(
      "aws-eusc",
      "eusc-",
      "https://eusc-de-east-1.signin.amazonaws-eusc.eu",
      "console.amazonaws-eusc.eu");

  private final String id;
  private final String regions;
  private final String signIn;
  private final String console;

  Partition(String id, String regions, String signIn, String console) {
    this.id = id;
    this.regions = regions;
    this.signIn = signIn;
    this.console = console;
  }

  /** By the role's ARN, else by the region; AWS's own where neither says. */
  static Partition of(Profile profile, @Nullable String region) {
    String role = profile.role();
    for (Partition partition : values()) {
      boolean byRole = role != null && role.startsWith("arn:" + partition.id + ":");
      boolean byRegion =
          role == null
              && partition != AWS
              && region != null
              && region.startsWith(partition.regions);
      if (byRole || byRegion) {
        return partition;
      }
    }
    return AWS;
  }

  String signIn() {
    return signIn;
  }

  /** A service's page, or the console's first one. */
  String destination(@Nullable String service, @Nullable String region) {
    String host = region == null || this == CHINA ? console : region + "." + console;
    String path = service == null ? "console" : service;
    return "https://" + host + "/" + path + "/home" + (region == null ? "" : "?region=" + region);
  }
}
