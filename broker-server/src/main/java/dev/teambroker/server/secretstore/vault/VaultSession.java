package dev.teambroker.server.secretstore.vault;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.SecretAnswer;
import dev.teambroker.server.web.SecretBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's token: renewed when two thirds of its time are over, and replaced by a new login
 * when it can't be. A proof that Vault refused is not shown again for a while, so that the role
 * isn't locked; another one in its place is, at once. Thread-safe.
 */
final class VaultSession {
  private static final Logger log = LoggerFactory.getLogger(VaultSession.class);

  /** Vault locks a role after five refused logins within a quarter of an hour. */
  static final Duration REFUSED_FOR = Duration.ofMinutes(5);

  /** A renewal that failed is tried again after so long. */
  private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(10);

  private final VaultHttp http;
  private final VaultLogin login;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Lease held;
  private @Nullable Secret refused;
  private Instant refusedUntil = Instant.MIN;
  private volatile @Nullable Instant endsAt;

  VaultSession(VaultHttp http, VaultLogin login, InstantSource clock) {
    this.http = http;
    this.login = login;
    this.clock = clock;
  }

  /** A token and until when it is good; without an end, for ever. */
  private static final class Lease {
    private final Secret token;
    private final @Nullable Instant end;
    private final boolean renewable;
    private Instant renewal;

    Lease(Secret token, Instant now, long seconds, boolean renewable) {
      this.token = token;
      this.end = seconds <= 0 ? null : now.plusSeconds(seconds);
      this.renewable = renewable;
      this.renewal = seconds <= 0 ? Instant.MAX : now.plusSeconds(seconds * 2 / 3);
    }

    boolean isOver(Instant now) {
      return end != null && !now.isBefore(end);
    }
  }

  /**
   * A copy of the token, which the caller closes.
   *
   * @throws SecretStoreUnavailable when there is none
   */
  Secret token(Duration timeout) {
    return locked(
        timeout,
        () -> {
          Lease lease = held;
          Instant now = clock.instant();
          if (lease != null && !now.isBefore(lease.renewal)) {
            lease = renewed(lease, now, timeout);
          }
          if (lease == null || lease.isOver(now)) {
            lease = loggedIn(now, timeout);
          }
          return lease.token.duplicate();
        });
  }

  /** Vault refused something: if the token itself isn't good any more, the next call logs in. */
  boolean isTokenRefused(Secret token, Duration timeout) {
    VaultAnswer answer = http.get("auth/token/lookup-self", token, timeout);
    if (answer instanceof VaultAnswer.Done done) {
      done.close();
    }
    if (!(answer instanceof VaultAnswer.Refused(int status, String _)) || status != 403) {
      return false;
    }
    return locked(
        timeout,
        () -> {
          Lease lease = held;
          if (lease != null && lease.token.equals(token)) {
            drop(lease);
          }
          return true;
        });
  }

  /** What operators should know of it. */
  Optional<String> warning() {
    Instant end = endsAt;
    return end == null
        ? Optional.empty()
        : Optional.of(
            "the token for %s can't be renewed, and ends at %s".formatted(http.place(), end));
  }

  private <T> T locked(Duration timeout, java.util.function.Supplier<T> use) {
    try {
      if (!lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SecretStoreUnavailable(http.place() + " lets the broker wait for a token");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretStoreUnavailable("the request was interrupted", e);
    }
    try {
      return use.get();
    } finally {
      lock.unlock();
    }
  }

  private void drop(Lease lease) {
    lease.token.close();
    held = null;
  }

  /** The lease as it is afterwards; null when a login has to follow. */
  private @Nullable Lease renewed(Lease lease, Instant now, Duration timeout) {
    if (!lease.renewable) {
      return isReplaceable() ? null : lease;
    }
    VaultAnswer answer = renewal(lease, timeout);
    if (answer instanceof VaultAnswer.Done done) {
      try (done) {
        SecretAnswer body = done.body();
        Lease next =
            new Lease(
                lease.token.duplicate(),
                now,
                body.number("auth/lease_duration").orElse(0L),
                body.isTrue("auth/renewable"));
        // At its maximum a token's time doesn't grow any more: a login replaces it.
        boolean grown = lease.end == null || next.end == null || next.end.isAfter(lease.end);
        if (!grown && isReplaceable()) {
          next.token.close();
          return null;
        }
        return hold(next);
      }
    }
    log.warn(
        "the broker's token for {} was not renewed: {}", http.place(), VaultTrouble.told(answer));
    lease.renewal = now.plus(RENEWAL_PAUSE);
    return lease;
  }

  private VaultAnswer renewal(Lease lease, Duration timeout) {
    try (SecretBody body = new SecretBody()) {
      return http.post("auth/token/renew-self", lease.token, body, timeout);
    }
  }

  /** Whether a login makes another token. */
  private boolean isReplaceable() {
    return !(login instanceof VaultLogin.Given);
  }

  private Lease loggedIn(Instant now, Duration timeout) {
    try (Secret proof = login.proof()) {
      check(proof, now);
      VaultAnswer answer = login.ask(http, proof, timeout);
      if (answer instanceof VaultAnswer.Done done) {
        try (done) {
          remember(null, now);
          return hold(lease(proof, done.body(), now));
        }
      }
      if (answer instanceof VaultAnswer.Refused(int status, String errors)
          && (status == 400 || status == 403)) {
        remember(proof.duplicate(), now);
        throw new SecretStoreUnavailable(
            "%s refused %s (%s); it is not shown again for %d minutes, unless another one takes its place"
                .formatted(http.place(), login.name(), errors, REFUSED_FOR.toMinutes()));
      }
      throw VaultTrouble.of(http.place(), answer);
    } catch (IllegalArgumentException e) {
      throw new SecretStoreUnavailable(login.name() + " holds what none does", e);
    }
  }

  private Lease lease(Secret proof, SecretAnswer body, Instant now) {
    if (login instanceof VaultLogin.Given) {
      return new Lease(
          proof.duplicate(),
          now,
          body.number("data/ttl").orElse(0L),
          body.isTrue("data/renewable"));
    }
    Secret token =
        body.secret("auth/client_token")
            .orElseThrow(
                () -> new SecretStoreUnavailable(http.place() + " gave no token at the login"));
    return new Lease(
        token, now, body.number("auth/lease_duration").orElse(0L), body.isTrue("auth/renewable"));
  }

  private Lease hold(Lease lease) {
    Lease before = held;
    if (before != null) {
      before.token.close();
    }
    held = lease;
    endsAt = lease.renewable || isReplaceable() ? null : lease.end;
    return lease;
  }

  private void check(Secret proof, Instant now) {
    Secret before = refused;
    if (before != null && before.equals(proof) && now.isBefore(refusedUntil)) {
      throw new SecretStoreUnavailable(
          "%s refused %s a moment ago; it is not shown again before %s, unless another one takes its place"
              .formatted(http.place(), login.name(), refusedUntil));
    }
  }

  private void remember(@Nullable Secret proof, Instant now) {
    Secret before = refused;
    if (before != null) {
      before.close();
    }
    refused = proof;
    refusedUntil = now.plus(REFUSED_FOR);
  }
}
