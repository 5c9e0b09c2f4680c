package dev.teambroker.server.secretstore;

import java.util.function.LongUnaryOperator;

/**
 * Counts a key's wraps against GCM's limit: with random nonces of 96 bits one key makes 2^32 at
 * most (NIST SP 800-38D, 8.3). Counted in the database, in blocks that are counted before they are
 * used; what a process leaves of its block is lost. Thread-safe.
 */
final class WrapCount {
  static final long LIMIT = 1L << 32;
  private static final long BLOCK = 256;

  private final LongUnaryOperator reserve;
  private long left;
  private volatile long total;

  /**
   * @param reserve counts so many for all replicas, and says how many there are then
   */
  WrapCount(LongUnaryOperator reserve) {
    this.reserve = reserve;
  }

  /**
   * Counts one.
   *
   * @throws SecretStoreUnavailable when the key has made all that it may
   */
  synchronized void take(String key) {
    if (left == 0) {
      total = reserve.applyAsLong(BLOCK);
      left = BLOCK;
    }
    if (total > LIMIT) {
      throw new SecretStoreUnavailable(
          key + " has made 2^32 wraps, as many as it may: a new key has to take its place");
    }
    left--;
  }

  boolean isHalfUsed() {
    return total > LIMIT / 2;
  }
}
