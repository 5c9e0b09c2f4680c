package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What STS returned: the only credentials that leave the broker. */
public final class SessionCredentials implements AutoCloseable {
  private final String accessKeyId;
  private final Secret secretAccessKey;
  private final Secret sessionToken;
  private final Instant expiration;
  private final @Nullable String assumedArn;

  SessionCredentials(
      String accessKeyId,
      Secret secretAccessKey,
      Secret sessionToken,
      Instant expiration,
      @Nullable String assumedArn) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.expiration = expiration;
    this.assumedArn = assumedArn;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  public Secret secretAccessKey() {
    return secretAccessKey;
  }

  public Secret sessionToken() {
    return sessionToken;
  }

  public Instant expiration() {
    return expiration;
  }

  /** The assumed role's or the federated user's ARN; null for GetSessionToken. */
  public @Nullable String assumedArn() {
    return assumedArn;
  }

  /** As a key to sign with, with copies of these secrets. */
  AwsKey copyAsKey() {
    return AwsKey.ofSession(accessKeyId, secretAccessKey.duplicate(), sessionToken.duplicate());
  }

  @Override
  public void close() {
    secretAccessKey.close();
    sessionToken.close();
  }
}
