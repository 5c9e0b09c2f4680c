package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.Identity;

/**
 * Credentials that requests are signed with: a long-term key pair, or a session's with its token.
 * The secrets stay in {@link Secret}; the SDK's own credential types would keep them as Strings.
 */
public final class AwsKey implements Identity, AutoCloseable {
  private final String accessKeyId;
  private final Secret secretAccessKey;
  private final @Nullable Secret sessionToken;

  private AwsKey(String accessKeyId, Secret secretAccessKey, @Nullable Secret sessionToken) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
  }

  /** A long-term key pair; closing it closes the secret. */
  public static AwsKey longTerm(String accessKeyId, Secret secretAccessKey) {
    return new AwsKey(accessKeyId, secretAccessKey, null);
  }

  /** A session's key; closing it closes both secrets. */
  public static AwsKey ofSession(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {
    return new AwsKey(accessKeyId, secretAccessKey, sessionToken);
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  Secret secretAccessKey() {
    return secretAccessKey;
  }

  Optional<Secret> sessionToken() {
    return Optional.ofNullable(sessionToken);
  }

  @Override
  public void close() {
    secretAccessKey.close();
    if (sessionToken != null) {
      sessionToken.close();
    }
  }
}
