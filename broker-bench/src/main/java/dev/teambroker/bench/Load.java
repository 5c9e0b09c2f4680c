package dev.teambroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that each ask, wait for the answer and ask again. What one began before the end of the
 * time is waited for, so that nothing is under way afterwards.
 */
final class Load {
  /** One client: asks once, and fails if that isn't answered well. */
  interface Asker {
    void ask() throws IOException, Enough;
  }

  /** There is nothing left to ask for. */
  static final class Enough extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** How long each took, and all of it. */
  static final class Measured {
    private final long[] sortedMicros;
    private final Duration took;

    Measured(List<Long> micros, Duration took) {
      this.sortedMicros = micros.stream().mapToLong(Long::longValue).sorted().toArray();
      this.took = took;
    }

    int count() {
      return sortedMicros.length;
    }

    double aSecond() {
      return count() / (took.toNanos() / 1e9);
    }

    double millisAt(double share) {
      return sortedMicros[(int) Math.min(count() - 1.0, count() * share)] / 1000.0;
    }
  }

  private Load() {}

  /** As fast as they are answered. */
  static Measured run(List<? extends Asker> clients, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Callable<List<Long>>> runs = new ArrayList<>();
    for (Asker client : clients) {
      runs.add(() -> asking(client, end));
    }
    return run(runs);
  }

  /**
   * At an even rate, whatever the answers take: each counts from the moment at which it was due, so
   * that one that comes late makes those after it late as well.
   */
  static Measured paced(List<? extends Asker> clients, double aSecond, Duration time)
      throws InterruptedException {
    long began = System.nanoTime();
    long each = (long) (1e9 / aSecond);
    List<Callable<List<Long>>> runs = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      Asker client = clients.get(i);
      long first = began + i * each;
      runs.add(() -> pacing(client, first, clients.size() * each, began + time.toNanos()));
    }
    return run(runs);
  }

  private static Measured run(List<Callable<List<Long>>> runs) throws InterruptedException {
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> run : threads.invokeAll(runs)) {
        all.addAll(run.get());
      }
      return new Measured(all, Duration.ofNanos(System.nanoTime() - began));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed: " + e.getCause(), e);
    }
  }

  private static List<Long> pacing(Asker client, long first, long gap, long end)
      throws IOException {
    List<Long> micros = new ArrayList<>();
    try {
      for (long due = first; due < end; due += gap) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        client.ask();
        micros.add((System.nanoTime() - due) / 1000);
      }
      return micros;
    } catch (Enough e) {
      return micros;
    }
  }

  private static List<Long> asking(Asker client, long end) throws IOException {
    List<Long> micros = new ArrayList<>();
    try {
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        client.ask();
        micros.add((System.nanoTime() - began) / 1000);
      }
      return micros;
    } catch (Enough e) {
      return micros;
    }
  }
}
