package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.Account;
import dev.teambroker.sandbox.account.World;
import dev.teambroker.sandbox.setting.SandboxClock;

/** Makes users and roles without asking for permission. */
record Population(World world, SandboxClock clock) {
  /** The account of everything that isn't told another one. */
  static final String ACCOUNT = "123456789012";

  private static final String NO_PATH = "/";

  SandboxUser user(String account, String name) {
    return user(account, NO_PATH, name);
  }

  /** The user of this name, made under the path if it isn't there. */
  SandboxUser user(String account, String path, String name) {
    Account owner = world.account(account);
    return new SandboxUser(
        owner.user(name).orElseGet(() -> owner.createUser(path, name, clock.instant())), clock);
  }

  SandboxRole role(String account, String name) {
    return role(account, NO_PATH, name);
  }

  /** The role of this name, made under the path if it isn't there; it trusts nobody yet. */
  SandboxRole role(String account, String path, String name) {
    Account owner = world.account(account);
    return new SandboxRole(
        owner
            .role(name)
            .orElseGet(
                () -> owner.createRole(path, name, SandboxRole.TRUSTING_NOBODY, clock.instant())),
        clock);
  }

  SandboxKmsKey kmsKey(String account, String region) {
    return new SandboxKmsKey(world.account(account).createKmsKey(region, clock.instant()), clock);
  }

  SandboxKey rootKey(String account) {
    return new SandboxKey(world.account(account).createRootKey(clock.instant()), clock);
  }
}
