package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.Secret;

/** A long-term key pair that somebody brings, not proved yet. The caller closes the secret. */
public final class OfferedKey {
  private final String accessKeyId;
  private final Secret secretAccessKey;

  public OfferedKey(String accessKeyId, Secret secretAccessKey) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  Secret secretAccessKey() {
    return secretAccessKey;
  }
}
