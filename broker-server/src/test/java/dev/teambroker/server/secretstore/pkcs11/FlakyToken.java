package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A real token that can be pulled out, lose its sessions, hang or fall ill. */
final class FlakyToken implements Cryptoki {
  private final Cryptoki token;
  private final Set<Long> lost = ConcurrentHashMap.newKeySet();
  private final Set<Long> opened = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Runnable> beforeFind = new AtomicReference<>(() -> {});
  private volatile boolean removed;
  private volatile long illness;
  private volatile @Nullable CountDownLatch hanging;
  final AtomicInteger logins = new AtomicInteger();

  FlakyToken(Cryptoki token) {
    this.token = token;
  }

  /** Every session of now is gone. */
  void loseSessions() {
    lost.addAll(opened);
  }

  void remove() {
    removed = true;
    loseSessions();
  }

  void bringBack() {
    removed = false;
  }

  /** Operations answer this from now on; 0: none. */
  void fallIll(long code) {
    illness = code;
  }

  /** Operations don't answer until that. */
  void hangUntil(CountDownLatch end) {
    hanging = end;
  }

  @Override
  public List<Token> tokens() throws CryptokiError {
    return removed ? List.of() : token.tokens();
  }

  @Override
  public long openSession(long slot, boolean toWrite) throws CryptokiError {
    if (removed) {
      throw new CryptokiError("C_OpenSession", CryptokiError.TOKEN_NOT_PRESENT);
    }
    long session = token.openSession(slot, toWrite);
    opened.add(session);
    return session;
  }

  @Override
  public void closeSession(long session) throws CryptokiError {
    opened.remove(session);
    token.closeSession(session);
    check(session);
  }

  @Override
  public void login(long session, Secret pin) throws CryptokiError {
    check(session);
    logins.incrementAndGet();
    token.login(session, pin);
  }

  /** Runs once, before the next look for a key. */
  void beforeTheNextFind(Runnable event) {
    beforeFind.set(event);
  }

  @Override
  public boolean isLoggedIn(long session) throws CryptokiError {
    check(session);
    return token.isLoggedIn(session);
  }

  @Override
  public List<Long> find(long session, Attributes wanted) throws CryptokiError {
    check(session);
    beforeFind.getAndSet(() -> {}).run();
    return token.find(session, wanted);
  }

  @Override
  public boolean isTrue(long session, long object, long attribute) throws CryptokiError {
    check(session);
    return token.isTrue(session, object, attribute);
  }

  @Override
  public byte[] value(long session, long object, long attribute) throws CryptokiError {
    check(session);
    return token.value(session, object, attribute);
  }

  @Override
  public byte[] sign(long session, long key, byte[] message) throws CryptokiError {
    work(session);
    return token.sign(session, key, message);
  }

  @Override
  public void generateEd25519(long session, Attributes publicKey, Attributes privateKey)
      throws CryptokiError {
    token.generateEd25519(session, publicKey, privateKey);
  }

  @Override
  public byte[] encrypt(long session, long key, byte[] nonce, byte[] associated, byte[] plaintext)
      throws CryptokiError {
    work(session);
    return token.encrypt(session, key, nonce, associated, plaintext);
  }

  @Override
  public Secret decrypt(long session, long key, byte[] nonce, byte[] associated, byte[] ciphertext)
      throws CryptokiError {
    work(session);
    return token.decrypt(session, key, nonce, associated, ciphertext);
  }

  @Override
  public long generateKey(long session, long mechanism, Attributes key) throws CryptokiError {
    return token.generateKey(session, mechanism, key);
  }

  @Override
  public void destroy(long session, long object) throws CryptokiError {
    token.destroy(session, object);
  }

  private void work(long session) throws CryptokiError {
    check(session);
    CountDownLatch end = hanging;
    if (end != null) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (illness != 0) {
      throw new CryptokiError("C_Decrypt", illness);
    }
  }

  private void check(long session) throws CryptokiError {
    if (lost.contains(session)) {
      throw new CryptokiError(
          "C_Anything",
          removed ? CryptokiError.DEVICE_REMOVED : CryptokiError.SESSION_HANDLE_INVALID);
    }
  }
}
