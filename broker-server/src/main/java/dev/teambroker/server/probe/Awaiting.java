package dev.teambroker.server.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks AWS again and again: it answers from many places, which learn one after the other. */
final class Awaiting {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int TRIES = 60;
  private static final int IN_A_ROW = 3;

  private Awaiting() {}

  /** The first result within a minute or so. */
  static <T> Optional<T> result(Supplier<Optional<T>> ask) {
    Optional<T> found = ask.get();
    for (int i = 1; found.isEmpty() && i < TRIES && paused(); i++) {
      found = ask.get();
    }
    return found;
  }

  /** Whether it holds some times in a row within a minute or so. */
  static boolean often(BooleanSupplier holds) {
    int inARow = 0;
    for (int i = 0; i < TRIES && inARow < IN_A_ROW; i++) {
      if (i > 0 && !paused()) {
        return false;
      }
      inARow = holds.getAsBoolean() ? inARow + 1 : 0;
    }
    return inARow == IN_A_ROW;
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
