package dev.teambroker.server.shareduser;

import dev.teambroker.server.aws.MfaCode;

/** A code in hand: for one call, and spent already. */
public final class CodeSlot {
  private final SharedUserId user;
  private final long step;
  private final MfaCode code;

  CodeSlot(SharedUserId user, long step, MfaCode code) {
    this.user = user;
    this.step = step;
    this.code = code;
  }

  public MfaCode code() {
    return code;
  }

  SharedUserId user() {
    return user;
  }

  String serialNumber() {
    return code.serialNumber();
  }

  long step() {
    return step;
  }
}
