package dev.teambroker.server.secretstore.pkcs11;

import java.security.SecureRandom;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is good until the token loses it: a login, sessions under it, and the key's handle. Once
 * anything of it is refused, all of it is replaced. Sessions are opened as they are needed, and one
 * serves one thread at a time.
 */
final class TokenEpoch {
  private static final Logger log = LoggerFactory.getLogger(TokenEpoch.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;

  private final Cryptoki cryptoki;
  private final long slot;
  private final long login;
  private final long key;
  private final Deque<Long> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param login the session that was logged in, which keeps the login alive
   */
  TokenEpoch(Cryptoki cryptoki, long slot, long login, long key) {
    this.cryptoki = cryptoki;
    this.slot = slot;
    this.login = login;
    this.key = key;
  }

  /** What is done with the key in a session. */
  @FunctionalInterface
  interface Operation<T> {
    T with(Cryptoki cryptoki, long session, long key) throws CryptokiError;
  }

  <T> T run(Operation<T> operation) throws CryptokiError {
    Long free = idle.poll();
    long session = free == null ? cryptoki.openSession(slot, false) : free;
    boolean sound = false;
    try {
      T result = operation.with(cryptoki, session, key);
      sound = true;
      return result;
    } finally {
      if (sound) {
        idle.push(session);
      } else {
        close(session);
      }
    }
  }

  /** Only when none of its operations runs. */
  void close() {
    idle.forEach(this::close);
    idle.clear();
    close(login);
  }

  private void close(long session) {
    try {
      cryptoki.closeSession(session);
    } catch (CryptokiError e) {
      log.debug("session {} was lost before it was closed: {}", session, e.getMessage());
    }
  }

  static byte[] freshNonce() {
    byte[] fresh = new byte[NONCE_BYTES];
    RANDOM.nextBytes(fresh);
    return fresh;
  }
}
