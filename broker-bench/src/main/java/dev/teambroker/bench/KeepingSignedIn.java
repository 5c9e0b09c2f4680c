package dev.teambroker.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Renews the tokens of members all through an overload, one after the other, since a token lasts
 * five minutes. Who is refused for the load asks again.
 */
final class KeepingSignedIn implements Runnable {
  private static final Duration ROUND = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofMillis(100);

  private final List<Member> members;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean ending;

  KeepingSignedIn(Collection<Member> members) {
    this.members = List.copyOf(members);
  }

  @Override
  public void run() {
    long due = System.nanoTime();
    for (int at = 0; !ending; at = (at + 1) % members.size()) {
      while (!ending && !members.get(at).isRefreshed()) {
        refused.incrementAndGet();
        LockSupport.parkNanos(REST.toNanos());
      }
      due += ROUND.toNanos() / members.size();
      while (!ending && due - System.nanoTime() > 0) {
        LockSupport.parkNanos(Math.min(due - System.nanoTime(), REST.toNanos()));
      }
    }
  }

  /** How often it was refused so far. */
  int refused() {
    return refused.get();
  }

  void end() {
    ending = true;
  }
}
