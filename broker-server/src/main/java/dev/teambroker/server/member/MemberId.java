package dev.teambroker.server.member;

/** A member's id: random, and never used again. */
public record MemberId(String value) {
  public MemberId {
    FreshId.check(value);
  }

  static MemberId fresh() {
    return new MemberId(FreshId.of("m"));
  }

  @Override
  public String toString() {
    return value;
  }
}
