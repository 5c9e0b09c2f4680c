package dev.teambroker.server.web;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many requests work at once, in the order of their arrival; more would only queue for the
 * database's connections, and keep them from each other. A request that waits for somebody else
 * leaves its turn to the next one meanwhile ({@link #whileAway}).
 */
public final class Turns {
  private static final ScopedValue<Turns> CURRENT = ScopedValue.newInstance();

  private final Semaphore free;

  Turns(int atOnce) {
    this.free = new Semaphore(atOnce, /* fair= */ true);
  }

  /** False when no turn came within that time; {@link #work} gives it back. */
  boolean await(long nanos) throws InterruptedException {
    return free.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }

  /** Does the work of the turn that was awaited, and ends the turn. */
  <T> T work(Callable<T> work) throws Exception {
    try {
      return ScopedValue.where(CURRENT, this).call(work::call);
    } finally {
      free.release();
    }
  }

  /**
   * Waits for AWS, or for whoever else takes the time he takes; the request goes on when it has its
   * turn again. What the broker does of its own has no turn and just waits.
   */
  public static <T, E extends Exception> T whileAway(Waiting<T, E> waiting) throws E {
    if (!CURRENT.isBound()) {
      return waiting.get();
    }
    Semaphore free = CURRENT.get().free;
    free.release();
    try {
      return waiting.get();
    } finally {
      free.acquireUninterruptibly();
    }
  }

  /** Something outside of the broker that takes its time. */
  @FunctionalInterface
  public interface Waiting<T, E extends Exception> {
    T get() throws E;
  }

  int free() {
    return free.availablePermits();
  }
}
