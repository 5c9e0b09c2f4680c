package dev.teambroker.server.aws;

import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session of the broker's own, renewed shortly before it expires. While a renewal fails, what is
 * held serves until its end. Thread-safe; callers wait while one renews.
 */
final class KeptSession {
  /** EC2 has the next credentials at least this long before the old ones end. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private @Nullable SessionCredentials held;

  /** A copy of the session's key, which the caller closes. */
  synchronized Outcome<AwsKey> key(Instant now, Supplier<Outcome<SessionCredentials>> renewal) {
    SessionCredentials current = held;
    if (current != null && now.isBefore(current.expiration().minus(AHEAD))) {
      return Outcome.done(current.copyAsKey());
    }
    return switch (renewal.get()) {
      case Outcome.Done<SessionCredentials>(SessionCredentials fresh) -> {
        if (current != null) {
          current.close();
        }
        held = fresh;
        yield Outcome.done(fresh.copyAsKey());
      }
      case Outcome.Refused<SessionCredentials> refused ->
          current != null && now.isBefore(current.expiration())
              ? Outcome.done(current.copyAsKey())
              : refused.of();
    };
  }
}
