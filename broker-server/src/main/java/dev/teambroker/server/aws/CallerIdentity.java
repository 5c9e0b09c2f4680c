package dev.teambroker.server.aws;

/** Who a key belongs to, as GetCallerIdentity says it. */
public record CallerIdentity(String account, String arn, String userId) {
  /** Whether it is the account's root. */
  public boolean isRoot() {
    return arn.endsWith(":root");
  }

  /** Whether it is an IAM user. */
  public boolean isUser() {
    return arn.contains(":iam::") && arn.contains(":user/");
  }

  /** The partition in its ARN. */
  public String partition() {
    return arn.split(":", 3)[1];
  }
}
