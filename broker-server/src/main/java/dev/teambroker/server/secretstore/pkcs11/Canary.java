package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;

/**
 * A known text that the token's key has sealed once. Opening it tells an ill token from an altered
 * wrap, and another key from the one that was there before.
 */
final class Canary {
  private static final byte[] NOTHING = {};
  private static final String KNOWN = "the token opens what it sealed";

  private final byte[] nonce = TokenEpoch.freshNonce();
  private final byte[] sealed;

  Canary(Cryptoki cryptoki, long session, long key) throws CryptokiError {
    byte[] known = KNOWN.getBytes(StandardCharsets.US_ASCII);
    this.sealed = cryptoki.encrypt(session, key, nonce, NOTHING, known);
  }

  boolean isOpenedBy(Cryptoki cryptoki, long session, long key) throws CryptokiError {
    try (Secret opened = cryptoki.decrypt(session, key, nonce, NOTHING, sealed);
        Secret known = Secret.of(KNOWN)) {
      return opened.equals(known);
    }
  }
}
