package dev.teambroker.server.member;

/** A team's id: random, and never used again. */
public record TeamId(String value) {
  public TeamId {
    FreshId.check(value);
  }

  static TeamId fresh() {
    return new TeamId(FreshId.of("t"));
  }

  @Override
  public String toString() {
    return value;
  }
}
