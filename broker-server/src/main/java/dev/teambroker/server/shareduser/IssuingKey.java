package dev.teambroker.server.shareduser;

import dev.teambroker.server.aws.AwsKey;

/** A shared user's current key, opened for one issue; closing it overwrites the secret. */
public final class IssuingKey implements AutoCloseable {
  private final AwsKey key;

  IssuingKey(AwsKey key) {
    this.key = key;
  }

  public String accessKeyId() {
    return key.accessKeyId();
  }

  public AwsKey key() {
    return key;
  }

  @Override
  public void close() {
    key.close();
  }
}
