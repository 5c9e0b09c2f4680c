package dev.teambroker.server.member;

/** An invitation's id: random, and never used again. */
public record InvitationId(String value) {
  public InvitationId {
    FreshId.check(value);
  }

  static InvitationId fresh() {
    return new InvitationId(FreshId.of("i"));
  }

  @Override
  public String toString() {
    return value;
  }
}
