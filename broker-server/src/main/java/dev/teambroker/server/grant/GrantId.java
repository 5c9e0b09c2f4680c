package dev.teambroker.server.grant;

import dev.teambroker.server.member.FreshId;

/** A grant's id: random, and never used again. */
public record GrantId(String value) {
  public GrantId {
    if (!FreshId.isOne(value)) {
      throw new IllegalArgumentException("no id of a grant");
    }
  }

  static GrantId fresh() {
    return new GrantId(FreshId.of("g"));
  }

  @Override
  public String toString() {
    return value;
  }
}
