package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.policy.PolicyDocument;
import java.time.InstantSource;

/** A key of KMS, as a test sets it up. */
public final class SandboxKmsKey {
  private final KmsKey key;
  private final InstantSource clock;

  SandboxKmsKey(KmsKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  public String arn() {
    return key.arn();
  }

  public SandboxKmsKey enable() {
    key.set(KmsKey.State.Enabled);
    return this;
  }

  public SandboxKmsKey disable() {
    key.set(KmsKey.State.Disabled);
    return this;
  }

  public SandboxKmsKey scheduleDeletion() {
    key.set(KmsKey.State.PendingDeletion);
    return this;
  }

  /** New material, as KMS makes it on its schedule. */
  public SandboxKmsKey rotate() {
    key.rotate(clock.instant());
    return this;
  }

  public SandboxKmsKey withRotation() {
    key.setRotated(true);
    return this;
  }

  public SandboxKmsKey withPolicy(String json) {
    key.setPolicy(PolicyDocument.resource(json));
    return this;
  }
}
