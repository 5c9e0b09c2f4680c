package dev.teambroker.bench;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Asks for a session at fixed times, whatever became of the last one. */
final class PressingClient implements Runnable {
  final LongAdder good = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder late = new LongAdder();
  volatile String broken = "";
  volatile long longestMicros;

  private final Member owner;
  private final long periodNanos;
  private final Set<String> received;
  private volatile boolean ending;

  PressingClient(Member owner, double periodSeconds, Set<String> received) {
    this.owner = owner;
    this.periodNanos = (long) (periodSeconds * 1e9);
    this.received = received;
  }

  void end() {
    ending = true;
  }

  @Override
  public void run() {
    try {
      Member member = owner.overAnotherConnection();
      long next = System.nanoTime() + ThreadLocalRandom.current().nextLong(periodNanos);
      while (!ending) {
        LockSupport.parkNanos(next - System.nanoTime());
        if (System.nanoTime() < next) {
          continue;
        }
        member.takesTokenOf(owner);
        long began = System.nanoTime();
        take(member.asksForSession());
        longestMicros = Math.max(longestMicros, (System.nanoTime() - began) / 1000);
        next += periodNanos;
        while (next < System.nanoTime()) {
          next += periodNanos;
          late.increment();
        }
      }
    } catch (IOException | RuntimeException e) {
      broken = e.toString();
    }
  }

  private void take(Wire.Reply reply) {
    switch (reply.status()) {
      case 200 -> {
        received.add(AskingMember.accessKeyId(reply));
        good.increment();
      }
      case 503 -> {
        if (!reply.headers().containsKey("retry-after")) {
          throw new IllegalStateException("no Retry-After: " + reply.body());
        }
        refused.increment();
      }
      default -> throw new IllegalStateException("status " + reply.status() + ": " + reply.body());
    }
  }
}
