package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.AccessKey;
import java.time.InstantSource;

/** A long-term access key, as a test or a demo has it in hand. */
public final class SandboxKey {
  private final AccessKey key;
  private final InstantSource clock;

  SandboxKey(AccessKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** AKIA… */
  public String id() {
    return key.id();
  }

  public String secret() {
    return key.secret();
  }

  public SandboxKey deactivate() {
    key.set(AccessKey.State.INACTIVE, clock.instant());
    return this;
  }

  public SandboxKey activate() {
    key.set(AccessKey.State.ACTIVE, clock.instant());
    return this;
  }

  public void delete() {
    key.set(AccessKey.State.DELETED, clock.instant());
  }
}
