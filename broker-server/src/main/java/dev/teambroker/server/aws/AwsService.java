package dev.teambroker.server.aws;

/** The services whose query protocol this broker speaks. */
enum AwsService {
  STS("sts", "2011-06-15"),
  IAM("iam", "2010-05-08");

  private final String signingName;
  private final String version;

  AwsService(String signingName, String version) {
    this.signingName = signingName;
    this.version = version;
  }

  String signingName() {
    return signingName;
  }

  /** Of the API, as the query protocol's Version parameter says it. */
  String version() {
    return version;
  }
}
