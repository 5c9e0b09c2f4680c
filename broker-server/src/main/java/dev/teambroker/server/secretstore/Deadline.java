package dev.teambroker.server.secretstore;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs calls that can't be interrupted, such as a token's, on threads of their own: who asks waits
 * no longer than the timeout. What comes too late is discarded. Thread-safe.
 */
public final class Deadline implements AutoCloseable {
  private static final int QUEUED_A_THREAD = 64;
  private static final long KEPT_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final Duration timeout;
  private final String place;

  /**
   * @param place for messages
   * @param most calls at once
   */
  public Deadline(String place, int most, Duration timeout) {
    this.place = place;
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(most * QUEUED_A_THREAD),
            Thread.ofPlatform().daemon().name("secret-store-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * What the call gives.
   *
   * @param late is given what nobody waits for any more
   * @throws SecretStoreUnavailable when it takes too long, or too many wait
   */
  public <T> T within(Supplier<T> call, Consumer<T> late) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> run(call, late, result));
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new SecretStoreUnavailable(place + " is asked by too many at once", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw abandoned(result, late, place + " did not answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(result, late, "the request was interrupted");
    }
  }

  private static <T> void run(Supplier<T> call, Consumer<T> late, CompletableFuture<T> result) {
    if (result.isDone()) {
      return;
    }
    try {
      T given = call.get();
      if (!result.complete(given)) {
        late.accept(given);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private static <T> SecretStoreUnavailable abandoned(
      CompletableFuture<T> result, Consumer<T> late, String why) {
    SecretStoreUnavailable unavailable = new SecretStoreUnavailable(why);
    if (!result.completeExceptionally(unavailable) && !result.isCompletedExceptionally()) {
      late.accept(result.join());
    }
    return unavailable;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
