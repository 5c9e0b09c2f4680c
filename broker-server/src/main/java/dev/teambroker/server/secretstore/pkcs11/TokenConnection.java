package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key in a token, across the token's losses of sessions, logins and itself. Operations run under
 * the read lock; the next epoch is made under the write lock, when none runs: a session is never
 * closed under an operation, and a handle that the token gives out again is nobody else's.
 * Thread-safe.
 */
final class TokenConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenConnection.class);

  /** How often an operation is done again at most, each time in a new epoch. */
  static final int RETRIES = 4;

  /** Before the first of these, and four times as long before each further one: 0.4 s in all. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Module module;
  private final Pkcs11Uri address;
  private final TokenLogin login;
  private final Duration timeout;
  private final AtomicReference<@Nullable TokenEpoch> present = new AtomicReference<>();
  private final TokenObject object;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Loads the vendor's library. */
  @FunctionalInterface
  interface Module {
    /**
     * Loads it once.
     *
     * @throws SecretStoreUnavailable when it can't be
     */
    Cryptoki load() throws CryptokiError;
  }

  TokenConnection(
      Module module, Pkcs11Uri address, TokenObject object, TokenLogin login, Duration timeout) {
    this.module = module;
    this.address = address;
    this.object = object;
    this.login = login;
    this.timeout = timeout;
  }

  /**
   * Runs it, in further epochs if the token lost the present one.
   *
   * @throws SealBroken when the token refuses what it is given, twice, and opens its own canary
   * @throws SecretStoreUnavailable when the token can't be used now
   */
  <T> T run(TokenEpoch.Operation<T> operation) {
    CryptokiError last = null;
    boolean suspected = false;
    for (int attempt = 0; attempt <= RETRIES; attempt++) {
      TokenEpoch epoch = null;
      try {
        epoch = current();
        return within(epoch, operation);
      } catch (CryptokiError e) {
        boolean altered = e.isMaybeAltered() && epoch != null && isSound(epoch);
        if (altered && suspected) {
          throw new SealBroken("the wrapped key was altered or belongs to another record", e);
        }
        if (!altered && epoch != null) {
          forget(epoch);
        }
        suspected = altered;
        last = e;
        LockSupport.parkNanos(PAUSE.toNanos() << (2 * attempt));
      }
    }
    throw new SecretStoreUnavailable(
        address.place() + " can't be used: " + Objects.requireNonNull(last).getMessage(), last);
  }

  private <T> T within(TokenEpoch epoch, TokenEpoch.Operation<T> operation) throws CryptokiError {
    Lock shared = acquired(lock.readLock());
    try {
      if (present.get() != epoch) {
        throw new CryptokiError("the session's end", CryptokiError.SESSION_CLOSED);
      }
      return epoch.run(operation);
    } finally {
      shared.unlock();
    }
  }

  private boolean isSound(TokenEpoch epoch) {
    Lock shared = acquired(lock.readLock());
    try {
      return present.get() == epoch && epoch.run(object::isSound);
    } catch (CryptokiError e) {
      return false;
    } finally {
      shared.unlock();
    }
  }

  /** Ends an epoch, unless somebody did so before. */
  private void forget(TokenEpoch failed) {
    Lock alone = acquired(lock.writeLock());
    try {
      if (present.compareAndSet(failed, null)) {
        failed.close();
        log.warn("{} lost the broker's sessions; a new login follows", address.place());
      }
    } finally {
      alone.unlock();
    }
  }

  private TokenEpoch current() throws CryptokiError {
    TokenEpoch now = present.get();
    if (now != null) {
      return now;
    }
    Lock alone = acquired(lock.writeLock());
    try {
      TokenEpoch begun = present.get();
      if (begun == null) {
        begun = begin();
        present.set(begun);
      }
      return begun;
    } finally {
      alone.unlock();
    }
  }

  private TokenEpoch begin() throws CryptokiError {
    Cryptoki cryptoki = module.load();
    Token token = address.among(cryptoki.tokens());
    long session = cryptoki.openSession(token.slot(), false);
    boolean begun = false;
    try {
      login.login(cryptoki, token, session);
      long key = object.find(cryptoki, session);
      object.check(cryptoki, session, key);
      TokenEpoch epoch = new TokenEpoch(cryptoki, token.slot(), session, key);
      begun = true;
      return epoch;
    } finally {
      if (!begun) {
        cryptoki.closeSession(session);
      }
    }
  }

  private Lock acquired(Lock wanted) {
    try {
      if (wanted.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return wanted;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SecretStoreUnavailable(address.place() + " hangs in an earlier operation");
  }

  @Override
  public void close() {
    TokenEpoch last = present.get();
    if (last != null) {
      forget(last);
    }
  }
}
