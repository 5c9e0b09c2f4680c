package dev.teambroker.server.secretstore.vault;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.Turns;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls Vault with the broker's token, within the time that a request has: login, renewal and
 * repeats included. Thread-safe.
 */
final class VaultConnection {
  /** So many attempts that hang fit into a call's time. */
  private static final int HANGING_ATTEMPTS = 3;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final VaultHttp http;
  private final VaultSession session;
  private final Duration timeout;
  private final Semaphore free;

  VaultConnection(VaultHttp http, VaultSession session, Duration timeout, int calls) {
    this.http = http;
    this.session = session;
    this.timeout = timeout;
    this.free = new Semaphore(calls, /* fair= */ true);
  }

  /** One call with a token. */
  @FunctionalInterface
  interface Call {
    VaultAnswer with(VaultHttp http, Secret token, Duration timeout);
  }

  String place() {
    return http.place();
  }

  Optional<String> warning() {
    return session.warning();
  }

  /**
   * What came of it, tried again where that may help.
   *
   * @throws SecretStoreUnavailable when there is no token, or too many ask at once
   */
  VaultAnswer call(Call call) {
    return Turns.whileAway(() -> inTurn(call, System.nanoTime() + timeout.toNanos()));
  }

  private VaultAnswer inTurn(Call call, long end) {
    try {
      if (!free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new SecretStoreUnavailable(place() + " is asked by too many at once");
      }
      try {
        return repeated(call, end);
      } finally {
        free.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretStoreUnavailable("the request was interrupted", e);
    }
  }

  private VaultAnswer repeated(Call call, long end) throws InterruptedException {
    boolean loggedInAnew = false;
    for (int attempt = 0; ; attempt++) {
      VaultAnswer answer;
      try (Secret token = session.token(left(end))) {
        answer = call.with(http, token, left(end));
        if (!loggedInAnew
            && answer instanceof VaultAnswer.Refused(int status, String _)
            && status == 403
            && session.isTokenRefused(token, left(end))) {
          loggedInAnew = true;
          continue;
        }
      }
      long most = FIRST_PAUSE.toNanos() << Math.min(attempt, 4);
      long pause = ThreadLocalRandom.current().nextLong(most / 2, most);
      if (!VaultTrouble.isPassing(answer) || end - System.nanoTime() <= pause) {
        return answer;
      }
      Thread.sleep(Duration.ofNanos(pause));
    }
  }

  /** For one attempt. */
  private Duration left(long end) {
    return Duration.ofNanos(
        Math.max(
            1_000_000, Math.min(end - System.nanoTime(), timeout.toNanos() / HANGING_ATTEMPTS)));
  }
}
