package dev.teambroker.server.mfa;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

/**
 * Asks the database for many callers in one statement: while one is under way, the next ones
 * gather. It never lingers. Thread-safe.
 */
final class Gathering<Q, A> implements AutoCloseable {
  private static final int CAPACITY = 4096;
  private static final int LARGEST_BATCH = 256;
  private static final long LONGEST_WAIT_SECONDS = 5;

  private final BlockingQueue<Asked<Q, A>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Function<List<Q>, List<A>> statement;
  private final Thread thread;
  private volatile boolean closing;

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * @param statement answers each of the questions, in their order
   */
  Gathering(String name, Function<List<Q>, List<A>> statement) {
    this.statement = statement;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** What the statement answers, or what it throws. */
  A ask(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    if (closing || !queue.offer(asked)) {
      throw new QueryTimeoutException("too many wait");
    }
    try {
      return asked.answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryTimeoutException("interrupted", e);
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the database takes too long", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private void run() {
    List<Asked<Q, A>> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Asked<Q, A> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, LARGEST_BATCH - 1);
          answer(List.copyOf(batch));
          batch.clear();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void answer(List<Asked<Q, A>> batch) {
    try {
      List<A> answers = statement.apply(batch.stream().map(Asked::question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(answers.get(i));
      }
    } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
      // It is of one of them: the others are not to suffer for it.
      if (batch.size() > 1) {
        batch.forEach(asked -> answer(List.of(asked)));
      } else {
        fail(batch, e);
      }
    } catch (RuntimeException | Error e) {
      fail(batch, e);
    }
  }

  private static void fail(List<? extends Asked<?, ?>> batch, Throwable why) {
    batch.forEach(asked -> asked.answer().completeExceptionally(why));
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(LONGEST_WAIT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
