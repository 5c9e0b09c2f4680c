package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.List;

/** What a connection is about: one key in a token. Each epoch looks for it anew. */
interface TokenObject {
  /**
   * The key's handle.
   *
   * @throws SecretStoreUnavailable when it isn't there, isn't the only one, or may leave the token
   */
  long find(Cryptoki cryptoki, long session) throws CryptokiError;

  /** Passes if it is the key that was there before. */
  void check(Cryptoki cryptoki, long session, long key) throws CryptokiError;

  /** Whether the token works with it, though it has just refused something. */
  boolean isSound(Cryptoki cryptoki, long session, long key) throws CryptokiError;

  /** The only one of these, if it may not leave the token. */
  static long only(
      Cryptoki cryptoki, long session, Attributes wanted, Pkcs11Uri address, String kind)
      throws CryptokiError {
    List<Long> keys = cryptoki.find(session, wanted);
    if (keys.isEmpty()) {
      if (!cryptoki.isLoggedIn(session)) {
        throw new CryptokiError("C_FindObjects", CryptokiError.USER_NOT_LOGGED_IN);
      }
      throw new SecretStoreUnavailable(
          "%s holds no %s with the label %s".formatted(address.place(), kind, address.object()));
    }
    if (keys.size() > 1) {
      throw new SecretStoreUnavailable(
          "%s holds %d keys %s: which one is meant can't be told"
              .formatted(address.place(), keys.size(), address.object()));
    }
    long key = keys.getFirst();
    if (!cryptoki.isTrue(session, key, Attributes.SENSITIVE)
        || cryptoki.isTrue(session, key, Attributes.EXTRACTABLE)) {
      throw new SecretStoreUnavailable(
          "the key %s of %s may leave it (CKA_SENSITIVE, CKA_EXTRACTABLE): make one that may not"
              .formatted(address.object(), address.place()));
    }
    return key;
  }
}
