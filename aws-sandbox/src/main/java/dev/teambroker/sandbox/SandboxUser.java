package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.SandboxClock;
import java.util.List;

/** An IAM user, as a test sets it up. */
public final class SandboxUser {
  private final User user;
  private final SandboxClock clock;

  SandboxUser(User user, SandboxClock clock) {
    this.user = user;
    this.clock = clock;
  }

  public String name() {
    return user.name();
  }

  public String arn() {
    return user.arn();
  }

  /** AIDA…, which a user that is made anew under this name doesn't get. */
  public String id() {
    return user.id();
  }

  /** A new access key. */
  public SandboxKey key() {
    return new SandboxKey(user.account().createKey(user, clock.instant()), clock);
  }

  /** The ids of its keys that are active now, in their order. */
  public List<String> activeKeys() {
    return user.keys().stream()
        .filter(key -> key.state() == AccessKey.State.ACTIVE)
        .map(AccessKey::id)
        .toList();
  }

  /** The ids of its keys that are there now, active or not. */
  public List<String> keys() {
    return user.keys().stream().map(AccessKey::id).toList();
  }

  /** A new virtual MFA device, in use for this user. */
  public SandboxMfaDevice mfaDevice(String name) {
    MfaDevice device = user.account().createMfaDevice(name);
    device.enableFor(user, clock.instant());
    return new SandboxMfaDevice(device, clock);
  }

  public SandboxUser withPolicy(String name, String json) {
    user.policies().put(name, PolicyDocument.identity(json), clock.instant());
    return this;
  }

  public SandboxUser withoutPolicy(String name) {
    user.policies().remove(name, clock.instant());
    return this;
  }

  /** Allows these actions on everything. */
  public SandboxUser allowed(String... actions) {
    return withPolicy(
        "allowed-" + Integer.toHexString(String.join(",", actions).hashCode()),
        """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": ["%s"], "Resource": "*"}]}"""
            .formatted(String.join("\", \"", actions)));
  }

  /** Deletes the user and its keys. */
  public void delete() {
    user.account().deleteUser(user, clock.instant());
  }
}
