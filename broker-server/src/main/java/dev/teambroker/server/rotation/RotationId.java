package dev.teambroker.server.rotation;

import dev.teambroker.server.member.FreshId;

/** A run's id: random, and never used again. */
public record RotationId(String value) {
  public RotationId {
    if (!FreshId.isOne(value)) {
      throw new IllegalArgumentException("no id of a rotation");
    }
  }

  static RotationId fresh() {
    return new RotationId(FreshId.of("w"));
  }

  @Override
  public String toString() {
    return value;
  }
}
