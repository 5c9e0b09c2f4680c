package dev.teambroker.server.database;

/**
 * Port: what this replica has begun on the trail and not ended. Told with each heartbeat, so that
 * others know where to look for it once this replica is gone.
 */
public interface OpenWork {
  /** A place in the trail: whatever is open stands after it. */
  record Since(long epoch, long number) {}

  Since since();
}
