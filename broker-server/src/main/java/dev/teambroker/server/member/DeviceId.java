package dev.teambroker.server.member;

/** A device's id: random, and never used again. */
public record DeviceId(String value) {
  public DeviceId {
    FreshId.check(value);
  }

  static DeviceId fresh() {
    return new DeviceId(FreshId.of("d"));
  }

  @Override
  public String toString() {
    return value;
  }
}
