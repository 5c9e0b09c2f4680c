package dev.teambroker.server.secretstore.pkcs11;

/**
 * A token that is in a slot now.
 *
 * @param slot may be another one when the token comes back
 * @param flags CKF_… of CK_TOKEN_INFO
 */
record Token(long slot, String label, String model, String serial, long flags) {
  private static final long USER_PIN_COUNT_LOW = 0x10000;
  private static final long USER_PIN_FINAL_TRY = 0x20000;
  private static final long USER_PIN_LOCKED = 0x40000;

  boolean isPinLocked() {
    return (flags & USER_PIN_LOCKED) != 0;
  }

  /** Whether one more wrong PIN locks it. */
  boolean isFinalTry() {
    return (flags & USER_PIN_FINAL_TRY) != 0;
  }

  /** Whether somebody typed a wrong PIN since the last login. */
  boolean wasPinRefused() {
    return (flags & USER_PIN_COUNT_LOW) != 0;
  }
}
