package dev.teambroker.server.mfa;

import java.time.Duration;

/**
 * How wrong codes slow down further ones: the first are free, then the wait doubles, then it locks.
 *
 * @param free attempts that cost no wait
 * @param first the wait after the next one
 * @param longest no wait is longer, for whoever never locks
 * @param lockAt the attempts after which it locks
 */
record BackOff(int free, Duration first, Duration longest, int lockAt) {
  /** On one device. */
  static final BackOff DEVICE =
      new BackOff(3, Duration.ofSeconds(4), Duration.ofMinutes(15), /* lockAt= */ 10);

  /** On all devices of a member together. */
  static final BackOff MEMBER =
      new BackOff(6, Duration.ofSeconds(4), Duration.ofMinutes(15), /* lockAt= */ 20);

  /** How long the next attempt has to wait after so many. */
  Duration after(int attempts) {
    if (attempts <= free) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempts - free - 1, Long.SIZE / 2);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
