package dev.teambroker.server.secretstore.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of operations when the token, its sessions or its login go away. */
class TokenLossTest {
  private static final SoftHsm TOKEN = SoftHsm.fresh().withKey("kek");
  private static final byte[] CONTEXT = {1, 2, 3};
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Secret dataKey = Secret.of("a data key as long as needed....");
  private FlakyToken token;
  private TokenKey key;

  @BeforeEach
  void open() throws CryptokiError {
    token = new FlakyToken(new NativeCryptoki(SoftHsm.MODULE));
    key = key(SoftHsm.PIN, TIMEOUT);
  }

  @AfterEach
  void close() {
    key.close();
  }

  @Test
  void logsInOnceForManyOperations() {
    for (int i = 0; i < 20; i++) {
      assertOpens(key.wrap(dataKey, CONTEXT));
    }

    assertThat(token.logins).hasValue(1);
  }

  @Test
  void goesOnAfterItsSessionsAreLost() {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    token.loseSessions();

    assertOpens(wrapped);
    assertThat(token.logins).hasValue(2);
  }

  @Test
  void goesOnAfterALogout() throws Exception {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    Module.logout(TOKEN.label());

    assertOpens(wrapped);
  }

  /** Somebody logs out between the login and the look for the key, which is then hidden. */
  @Test
  void takesNoHiddenKeyForAMissingOne() {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    token.loseSessions();
    token.beforeTheNextFind(Module::logoutOfTheToken);

    assertOpens(wrapped);
    assertThat(token.logins).hasValue(3);
  }

  @Test
  void saysThatTheTokenIsGoneAndGoesOnWhenItIsBack() {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    token.remove();

    assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("the token " + TOKEN.label() + " is not there");
    token.bringBack();
    assertOpens(wrapped);
  }

  @Test
  void tellsAnIllTokenFromAnAlteredWrap() {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    byte[] altered = wrapped.clone();
    altered[20] ^= 1;
    assertThatThrownBy(() -> key.unwrap(altered, CONTEXT)).isInstanceOf(SealBroken.class);

    token.fallIll(CryptokiError.GENERAL_ERROR);
    assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT))
        .isInstanceOf(SecretStoreUnavailable.class);
    assertThatThrownBy(() -> key.unwrap(altered, CONTEXT))
        .isInstanceOf(SecretStoreUnavailable.class);
    token.fallIll(0);
    assertOpens(wrapped);
  }

  @Test
  void waitsNoLongerThanItsTimeoutForASlowToken() {
    byte[] wrapped = key.wrap(dataKey, CONTEXT);
    TokenKey hasty = key(SoftHsm.PIN, Duration.ofMillis(300));
    hasty.check();
    CountDownLatch end = new CountDownLatch(1);
    token.hangUntil(end);

    assertThatThrownBy(() -> hasty.unwrap(wrapped, CONTEXT))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("did not answer within 300 ms");
    end.countDown();
    Awaitility.await()
        .untilAsserted(() -> assertThat(hasty.unwrap(wrapped, CONTEXT)).isEqualTo(dataKey));
    hasty.close();
  }

  @Test
  void triesAWrongPinOnceAndThenNoMore() {
    TokenKey locked = key("wrong", TIMEOUT);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(locked::check)
          .isInstanceOf(SecretStoreUnavailable.class)
          .hasMessageContaining("refused the broker's PIN")
          .hasMessageNotContaining("wrong");
    }

    assertThat(token.logins).hasValue(1);
    assertOpens(key.wrap(dataKey, CONTEXT));
    locked.close();
  }

  @Test
  void triesAPinThatWasPutInThePlaceOfTheWrongOne() {
    AtomicInteger reads = new AtomicInteger();
    TokenKey corrected =
        key(() -> Secret.of(reads.incrementAndGet() > 2 ? SoftHsm.PIN : "wrong"), TIMEOUT);
    assertThatThrownBy(corrected::check).isInstanceOf(SecretStoreUnavailable.class);
    assertThatThrownBy(corrected::check).isInstanceOf(SecretStoreUnavailable.class);

    corrected.check();
    assertThat(token.logins).hasValue(2);
    corrected.close();
  }

  @Test
  void leavesTheLastTryToThePerson() {
    var guard = new TokenLogin(() -> Secret.of(SoftHsm.PIN), "the token x");
    Token onLastTry = new Token(1, "x", "model", "serial", 0x20000);
    Token locked = new Token(1, "x", "model", "serial", 0x40000);

    assertThatThrownBy(() -> guard.login(token, onLastTry, 1))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("locks at the next wrong PIN");
    assertThatThrownBy(() -> guard.login(token, locked, 1))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("is locked");
    assertThat(token.logins).hasValue(0);
  }

  /** Sessions, logins and the token itself go away again and again, while eight threads work. */
  @Test
  void failsNoOperationInAStormOfLosses() throws Exception {
    int losses = 60;
    AtomicInteger done = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(losses);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        workers.add(
            threads.submit(
                () -> {
                  while (left.get() > 0) {
                    assertOpens(key.wrap(dataKey, CONTEXT));
                    done.incrementAndGet();
                  }
                }));
      }
      for (; left.get() > 0; left.decrementAndGet()) {
        int before = done.get();
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> done.get() > before + 40 || workers.stream().anyMatch(Future::isDone));
        switch (left.get() % 3) {
          case 0 -> token.loseSessions();
          case 1 -> Module.logout(TOKEN.label());
          default -> {
            token.remove();
            token.bringBack();
          }
        }
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }

    assertThat(token.logins.get()).isGreaterThan(losses / 3);
    System.out.printf(
        "token-loss storm: %d wraps and unwraps by 8 threads, %d losses, %d logins, none failed%n",
        done.get(), losses, token.logins.get());
  }

  private void assertOpens(byte[] wrapped) {
    try (Secret opened = key.unwrap(wrapped, CONTEXT)) {
      assertThat(opened).isEqualTo(dataKey);
    }
  }

  private TokenKey key(String pin, Duration timeout) {
    return key(() -> Secret.of(pin), timeout);
  }

  private TokenKey key(java.util.function.Supplier<Secret> pin, Duration timeout) {
    Pkcs11Uri uri = Pkcs11Uri.of(TOKEN.uri("kek"));
    var login = new TokenLogin(pin, uri.place());
    return new TokenKey(
        uri.keyId(),
        new TokenConnection(() -> token, uri, new WrappingObject(uri), login, timeout),
        new Deadline(uri.place(), 8, timeout));
  }

  /** Calls of the module that the broker itself never makes. */
  private static final class Module {
    private static final Path PATH = SoftHsm.MODULE;

    private Module() {}

    static void logoutOfTheToken() {
      try {
        logout(TOKEN.label());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    /** Ends the login of all of this process's sessions of the token. */
    @SuppressWarnings("restricted")
    static void logout(String label) throws Exception {
      Cryptoki cryptoki = new NativeCryptoki(PATH);
      long slot =
          cryptoki.tokens().stream()
              .filter(one -> one.label().equals(label))
              .findFirst()
              .orElseThrow()
              .slot();
      long session = cryptoki.openSession(slot, false);
      var linker = java.lang.foreign.Linker.nativeLinker();
      var logout =
          linker.downcallHandle(
              java.lang.foreign.SymbolLookup.libraryLookup(PATH, java.lang.foreign.Arena.global())
                  .find("C_Logout")
                  .orElseThrow(),
              java.lang.foreign.FunctionDescriptor.of(
                  java.lang.foreign.ValueLayout.JAVA_LONG,
                  java.lang.foreign.ValueLayout.JAVA_LONG));
      try {
        long code = (long) logout.invokeExact(session);
        assertThat(code).isIn(0L, CryptokiError.USER_NOT_LOGGED_IN);
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      cryptoki.closeSession(session);
    }
  }
}
