package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;

/** A long-term key that IAM has just made: the only answer that ever holds its secret. */
public final class MadeKey implements AutoCloseable {
  private final String accessKeyId;
  private final Secret secretAccessKey;

  MadeKey(String accessKeyId, Secret secretAccessKey) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  public Secret secretAccessKey() {
    return secretAccessKey;
  }

  @Override
  public void close() {
    secretAccessKey.close();
  }
}
