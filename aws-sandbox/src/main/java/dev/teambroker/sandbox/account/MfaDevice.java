package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.setting.Settings;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** A virtual MFA device. A code that was taken is never taken again, nor is one before it. */
public final class MfaDevice {
  private final Account account;
  private final String name;
  private final byte[] seed = Ids.random(40);
  private final Settings settings;
  private Optional<User> user = Optional.empty();
  private Instant enabledAt = Instant.EPOCH;
  private long drift;
  private long lastStep = Long.MIN_VALUE;

  MfaDevice(Account account, String name, Settings settings) {
    this.account = account;
    this.name = name;
    this.settings = settings;
  }

  public String arn() {
    return account.iamArn("mfa/" + name);
  }

  /** The seed as CreateVirtualMFADevice returns it. */
  public String base32Seed() {
    return Base32.encode(seed);
  }

  /** The code that the device shows at that time. */
  public String code(Instant time) {
    return Totp.code(seed, Totp.step(time));
  }

  public synchronized Optional<User> user() {
    return user;
  }

  public synchronized Instant enabledAt() {
    return enabledAt;
  }

  /** Takes the device into use without codes; for setting things up. */
  public synchronized void enableFor(User owner, Instant now) {
    user = Optional.of(owner);
    enabledAt = now;
  }

  /** Takes the device into use, with two codes that follow one another. */
  public synchronized boolean enableFor(User owner, String first, String second, Instant now) {
    if (!resync(first, second, now, settings.get(Limit.MFA_DRIFT_STEPS) + 1)) {
      return false;
    }
    enableFor(owner, now);
    return true;
  }

  /** Learns from two codes how far the device's clock is off. */
  public synchronized boolean resync(String first, String second, Instant now) {
    return resync(first, second, now, settings.get(Limit.MFA_RESYNC_STEPS));
  }

  private boolean resync(String first, String second, Instant now, int steps) {
    long current = Totp.step(now);
    OptionalLong found =
        LongStream.rangeClosed(current - steps, current + steps)
            .filter(step -> Totp.code(seed, step).equals(first))
            .filter(step -> Totp.code(seed, step + 1).equals(second))
            .findFirst();
    if (found.isEmpty() && settings.on(Enforcement.MFA_ENABLING_CODES)) {
      return false;
    }
    long step = found.orElse(current - 1);
    drift = Math.abs(step + 1 - current) <= 1 ? 0 : step + 1 - current;
    lastStep = step + 1;
    return true;
  }

  /** How many steps the device is ahead, as far as AWS has learnt. */
  public synchronized void setDrift(long steps) {
    drift = steps;
  }

  public synchronized void disable() {
    user = Optional.empty();
    drift = 0;
  }

  /** Takes a code, once. */
  public synchronized boolean take(String code, Instant now) {
    long middle = Totp.step(now) + drift;
    int window = settings.get(Limit.MFA_DRIFT_STEPS);
    OptionalLong found =
        LongStream.rangeClosed(middle - window, middle + window)
            .filter(step -> Totp.code(seed, step).equals(code))
            .findFirst();
    if (found.isEmpty()) {
      return !settings.on(Enforcement.MFA_CODE);
    }
    if (found.getAsLong() <= lastStep && settings.on(Enforcement.MFA_CODE_ONCE)) {
      return false;
    }
    lastStep = Math.max(lastStep, found.getAsLong());
    return true;
  }
}
