package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.KmsKey;
import dev.teambroker.sandbox.policy.PolicyDocument;

/** A key of KMS, as a test sets it up. */
public final class SandboxKmsKey {
  private final KmsKey key;

  SandboxKmsKey(KmsKey key) {
    this.key = key;
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
    key.rotate();
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
