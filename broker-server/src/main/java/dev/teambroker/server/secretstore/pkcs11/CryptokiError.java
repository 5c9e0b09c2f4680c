package dev.teambroker.server.secretstore.pkcs11;

import java.util.Map;
import java.util.Set;

/** A call of PKCS#11 that did not answer CKR_OK. */
final class CryptokiError extends Exception {
  static final long GENERAL_ERROR = 0x05;
  static final long FUNCTION_FAILED = 0x06;
  static final long DEVICE_ERROR = 0x30;
  static final long DEVICE_REMOVED = 0x32;
  static final long ENCRYPTED_DATA_INVALID = 0x40;
  static final long ENCRYPTED_DATA_LEN_RANGE = 0x41;
  static final long KEY_HANDLE_INVALID = 0x60;
  static final long PIN_INCORRECT = 0xA0;
  static final long PIN_INVALID = 0xA1;
  static final long PIN_LEN_RANGE = 0xA2;
  static final long PIN_EXPIRED = 0xA3;
  static final long PIN_LOCKED = 0xA4;
  static final long SESSION_CLOSED = 0xB0;
  static final long SESSION_HANDLE_INVALID = 0xB3;
  static final long TOKEN_NOT_PRESENT = 0xE0;
  static final long USER_ALREADY_LOGGED_IN = 0x100;
  static final long USER_NOT_LOGGED_IN = 0x101;
  static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;

  private static final long serialVersionUID = 1;
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x03L, "CKR_SLOT_ID_INVALID"),
          Map.entry(0x02L, "CKR_HOST_MEMORY"),
          Map.entry(GENERAL_ERROR, "CKR_GENERAL_ERROR"),
          Map.entry(FUNCTION_FAILED, "CKR_FUNCTION_FAILED"),
          Map.entry(DEVICE_ERROR, "CKR_DEVICE_ERROR"),
          Map.entry(0x31L, "CKR_DEVICE_MEMORY"),
          Map.entry(DEVICE_REMOVED, "CKR_DEVICE_REMOVED"),
          Map.entry(ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID"),
          Map.entry(ENCRYPTED_DATA_LEN_RANGE, "CKR_ENCRYPTED_DATA_LEN_RANGE"),
          Map.entry(KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID"),
          Map.entry(0x63L, "CKR_KEY_TYPE_INCONSISTENT"),
          Map.entry(0x68L, "CKR_KEY_FUNCTION_NOT_PERMITTED"),
          Map.entry(0x70L, "CKR_MECHANISM_INVALID"),
          Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
          Map.entry(0x90L, "CKR_OPERATION_ACTIVE"),
          Map.entry(PIN_INCORRECT, "CKR_PIN_INCORRECT"),
          Map.entry(PIN_INVALID, "CKR_PIN_INVALID"),
          Map.entry(PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE"),
          Map.entry(PIN_EXPIRED, "CKR_PIN_EXPIRED"),
          Map.entry(PIN_LOCKED, "CKR_PIN_LOCKED"),
          Map.entry(SESSION_CLOSED, "CKR_SESSION_CLOSED"),
          Map.entry(0xB1L, "CKR_SESSION_COUNT"),
          Map.entry(SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID"),
          Map.entry(TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"),
          Map.entry(0xE1L, "CKR_TOKEN_NOT_RECOGNIZED"),
          Map.entry(USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN"),
          Map.entry(USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN"),
          Map.entry(CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED"));

  /** Tokens disagree on which of these an altered ciphertext gives; an ill token gives them too. */
  private static final Set<Long> MAYBE_ALTERED =
      Set.of(
          GENERAL_ERROR, FUNCTION_FAILED, ENCRYPTED_DATA_INVALID, ENCRYPTED_DATA_LEN_RANGE, 0x20L);

  private static final Set<Long> PIN_REFUSED =
      Set.of(PIN_INCORRECT, PIN_INVALID, PIN_LEN_RANGE, PIN_EXPIRED, PIN_LOCKED);

  private final long code;

  CryptokiError(String function, long code) {
    super(function + " answered " + NAMES.getOrDefault(code, "CKR 0x" + Long.toHexString(code)));
    this.code = code;
  }

  long code() {
    return code;
  }

  boolean isPinRefused() {
    return PIN_REFUSED.contains(code);
  }

  /** Whether an altered ciphertext could be the reason. */
  boolean isMaybeAltered() {
    return MAYBE_ALTERED.contains(code);
  }
}
