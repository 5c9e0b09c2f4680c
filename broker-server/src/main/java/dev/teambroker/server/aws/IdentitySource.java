package dev.teambroker.server.aws;

/** Where the broker learns who it is itself at AWS. */
public enum IdentitySource {
  /** It is nobody there: it calls AWS with the keys that it keeps, and with nothing else. */
  NONE,
  /** The EC2 instance's role, by IMDSv2. */
  INSTANCE,
  /** A container's role (ECS, EKS Pod Identity), by {@code AWS_CONTAINER_CREDENTIALS_*}. */
  CONTAINER,
  /** {@code AWS_ROLE_ARN}, assumed with the token in {@code AWS_WEB_IDENTITY_TOKEN_FILE}. */
  WEB_IDENTITY
}
