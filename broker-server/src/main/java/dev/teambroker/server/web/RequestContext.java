package dev.teambroker.server.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, from where, under which request id; bound to the thread for as long as the request is
 * served. Work of the broker's own runs under {@link #ofBroker}.
 *
 * @param requestId also in the answer's X-Request-Id, in the log and in the User-Agent sent to AWS
 * @param sourceAddress as the transport or a configured proxy tells it; null for the broker itself
 * @param actor the member who is signed in, once that is known
 */
public record RequestContext(
    String requestId, @Nullable String sourceAddress, @Nullable Actor actor) {
  /** Binds the context; use {@code ScopedValue.where(RequestContext.CURRENT, …)}. */
  public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

  /** The member and device behind a request, ids and names. */
  public record Actor(String memberId, String memberName, String deviceId, String deviceName) {}

  /** The context of the running request, if there is one. */
  public static Optional<RequestContext> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** For the broker's own work. */
  public static RequestContext ofBroker(String requestId) {
    return new RequestContext(requestId, null, null);
  }

  /** The same request, now that its actor is known. */
  public RequestContext by(Actor who) {
    return new RequestContext(requestId, sourceAddress, who);
  }
}
