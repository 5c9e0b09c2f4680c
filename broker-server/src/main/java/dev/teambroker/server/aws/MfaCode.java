package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;

/** A code of an AWS MFA device. AWS takes it once. */
public final class MfaCode {
  private final String serialNumber;
  private final Secret code;

  /**
   * A code of the device with that ARN.
   *
   * @param code six ASCII digits
   */
  public MfaCode(String serialNumber, Secret code) {
    if (!code.reveal(MfaCode::isSixDigits)) {
      throw new IllegalArgumentException("a code is six digits");
    }
    this.serialNumber = serialNumber;
    this.code = code;
  }

  public String serialNumber() {
    return serialNumber;
  }

  Secret code() {
    return code;
  }

  private static boolean isSixDigits(byte[] text) {
    if (text.length != 6) {
      return false;
    }
    for (byte each : text) {
      if (each < '0' || each > '9') {
        return false;
      }
    }
    return true;
  }
}
