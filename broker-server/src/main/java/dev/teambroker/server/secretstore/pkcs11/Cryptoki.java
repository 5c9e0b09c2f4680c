package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import java.util.List;

/**
 * What the broker calls of PKCS#11 (OASIS, version 2.40). Thread-safe, but a session is for one
 * thread at a time.
 */
interface Cryptoki {
  /** The tokens that are present. */
  List<Token> tokens() throws CryptokiError;

  long openSession(long slot, boolean toWrite) throws CryptokiError;

  void closeSession(long session) throws CryptokiError;

  /** As the token's user, for all of this process's sessions of the token. */
  void login(long session, Secret pin) throws CryptokiError;

  /**
   * Whether the token's user is still logged in: without a login a token hides its private keys.
   */
  boolean isLoggedIn(long session) throws CryptokiError;

  /** The handles of the token's objects that have all these attributes. */
  List<Long> find(long session, Attributes wanted) throws CryptokiError;

  /** Whether the attribute is there and true. */
  boolean isTrue(long session, long object, long attribute) throws CryptokiError;

  /** The attribute's value. */
  byte[] value(long session, long object, long attribute) throws CryptokiError;

  /** Ed25519 over the message itself. */
  byte[] sign(long session, long key, byte[] message) throws CryptokiError;

  /** AES-GCM with a tag of 16 bytes behind the ciphertext. */
  byte[] encrypt(long session, long key, byte[] nonce, byte[] associated, byte[] plaintext)
      throws CryptokiError;

  /** The reverse; what the token wrote is overwritten before this returns. */
  Secret decrypt(long session, long key, byte[] nonce, byte[] associated, byte[] ciphertext)
      throws CryptokiError;

  /** Makes a key on the token. */
  long generateKey(long session, long mechanism, Attributes key) throws CryptokiError;

  /** Makes an Ed25519 pair on the token. */
  void generateEd25519(long session, Attributes publicKey, Attributes privateKey)
      throws CryptokiError;

  void destroy(long session, long object) throws CryptokiError;
}
