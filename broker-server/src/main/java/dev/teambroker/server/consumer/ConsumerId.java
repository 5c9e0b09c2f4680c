package dev.teambroker.server.consumer;

import dev.teambroker.server.member.FreshId;

/** A consumer's id: random, and never used again. */
public record ConsumerId(String value) {
  public ConsumerId {
    if (!FreshId.isOne(value)) {
      throw new IllegalArgumentException("no id of a consumer");
    }
  }

  static ConsumerId fresh() {
    return new ConsumerId(FreshId.of("c"));
  }

  @Override
  public String toString() {
    return value;
  }
}
