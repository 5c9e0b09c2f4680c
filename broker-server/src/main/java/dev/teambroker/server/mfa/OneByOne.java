package dev.teambroker.server.mfa;

import dev.teambroker.server.member.MemberId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A member's codes are looked at one by one. They all need the same row, so a crowd of them would
 * wait for its lock in the database, with a connection each, and leave none to other members.
 */
final class OneByOne {
  private static final int LOCKS = 256;
  private static final long LONGEST_WAIT_SECONDS = 2;

  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS)
          .mapToObj(_ -> new ReentrantLock(/* fair= */ true))
          .toArray(ReentrantLock[]::new);

  /** Empty when the others before it take too long; nothing was done then. */
  <T> Optional<T> inTurn(MemberId member, Supplier<T> work) {
    ReentrantLock lock = locks[Math.floorMod(member.hashCode(), LOCKS)];
    if (!taken(lock)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      lock.unlock();
    }
  }

  private static boolean taken(ReentrantLock lock) {
    try {
      return lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
