package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.FreshId;

/** A shared user's id: random, and never used again. */
public record SharedUserId(String value) {
  public SharedUserId {
    if (!FreshId.isOne(value)) {
      throw new IllegalArgumentException("no id of a shared user");
    }
  }

  static SharedUserId fresh() {
    return new SharedUserId(FreshId.of("u"));
  }

  @Override
  public String toString() {
    return value;
  }
}
