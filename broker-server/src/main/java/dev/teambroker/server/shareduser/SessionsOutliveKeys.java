package dev.teambroker.server.shareduser;

import java.time.Instant;
import java.util.Optional;

/** Port: whether an account was seen to let sessions outlive the key that issued them. */
public interface SessionsOutliveKeys {
  /** When it was seen last; empty where it wasn't, or the latest probe saw the contrary. */
  Optional<Instant> seen(SharedUser user);
}
