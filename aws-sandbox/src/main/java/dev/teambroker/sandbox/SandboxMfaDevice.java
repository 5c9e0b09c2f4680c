package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.MfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A virtual MFA device that is in use, with its seed. */
public final class SandboxMfaDevice {
  private final MfaDevice device;
  private final InstantSource clock;

  SandboxMfaDevice(MfaDevice device, InstantSource clock) {
    this.device = device;
    this.clock = clock;
  }

  /** The serial number. */
  public String arn() {
    return device.arn();
  }

  public String base32Seed() {
    return device.base32Seed();
  }

  /** The code of now. AWS takes it once. */
  public String code() {
    return code(clock.instant());
  }

  /** The code of that time. */
  public String code(Instant time) {
    return device.code(time);
  }

  /** Lets AWS believe that this device's clock is so much ahead, in whole steps of 30 s. */
  public SandboxMfaDevice drifted(Duration ahead) {
    device.setDrift(ahead.toSeconds() / 30);
    return this;
  }
}
