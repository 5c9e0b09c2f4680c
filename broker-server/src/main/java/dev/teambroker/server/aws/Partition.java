package dev.teambroker.server.aws;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of AWS with accounts, endpoints and ARNs of its own. */
public enum Partition {
  AWS("aws", "aws-global", "us-east-1", "us-west-2", "eu-central-1"),
  AWS_US_GOV("aws-us-gov", "aws-us-gov-global", "us-gov-west-1", "us-gov-east-1"),
  AWS_CN("aws-cn", "aws-cn-global", "cn-north-1", "cn-northwest-1"),
  AWS_EUSC("aws-eusc", "eusc-de-east-1", "eusc-de-east-1");

  private final String code;
  private final String iamRegion;
  private final String stsRegions;

  Partition(String code, String iamRegion, String... stsRegions) {
    this.code = code;
    this.iamRegion = iamRegion;
    this.stsRegions = String.join(",", stsRegions);
  }

  /** As it stands in ARNs. */
  public String code() {
    return code;
  }

  /** The name under which the SDK knows IAM's endpoint. */
  String iamRegion() {
    return iamRegion;
  }

  /** Where STS is asked, in this order, unless the configuration says otherwise. */
  List<String> stsRegions() {
    return List.of(stsRegions.split(",", -1));
  }

  public static Optional<Partition> ofCode(String code) {
    return Stream.of(values()).filter(partition -> partition.code.equals(code)).findFirst();
  }
}
