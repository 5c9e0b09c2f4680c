package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the database shows and what the index says are played here, each by itself. */
class HeldRowsTest {
  private static final RowGroup GRANTS =
      new RowGroup(RowGroup.By.GRANTS_OF_SHARED_USER, "shared user");

  private final Map<RowGroup, String> database = new HashMap<>(Map.of(GRANTS, "(0,1)700"));
  private final AtomicLong index = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger read = new AtomicInteger();
  private boolean fails;
  private final HeldRows held =
      new HeldRows(
          groups ->
              fails
                  ? CompletableFuture.failedFuture(new IllegalStateException("no connection"))
                  : CompletableFuture.completedFuture(Map.copyOf(database)),
          nanos::get,
          new SimpleMeterRegistry());

  @Test
  void readsOnceWhatStaysAsItIs() {
    decideOftenEnough();
    assertThat(reads()).isZero();
    assertThat(reads()).isZero();
  }

  @Test
  void readsAgainWhatIsWrittenInTheDatabase() {
    decideOftenEnough();
    database.put(GRANTS, "(0,2)701");
    assertThat(reads()).isOne();
    assertThat(reads()).isZero();
  }

  @Test
  void readsAgainWhatTheTrailChangesHoweverTheDatabaseLooks() {
    decideOftenEnough();
    index.incrementAndGet();
    assertThat(reads()).isOne();
    assertThat(reads()).isZero();
  }

  @Test
  void readsAgainWhatCannotBeSeen() {
    decideOftenEnough();
    fails = true;
    assertThat(reads()).isOne();
  }

  @Test
  void readsAgainAfterAMinute() {
    decideOftenEnough();
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(reads()).isOne();
  }

  @Test
  void holdsNothingThatChangedWhileItWasRead() {
    decideOftenEnough();
    database.put(GRANTS, "(0,2)701");
    Sighting sighting = held.look("decision");
    held.get(
        sighting,
        GRANTS,
        index::get,
        () -> {
          index.incrementAndGet();
          return List.of("of before or after");
        });
    assertThat(reads()).isOne();
  }

  private void decideOftenEnough() {
    assertThat(reads()).isOne();
    assertThat(reads()).isOne();
  }

  /** How often the group is read for one more decision. */
  private int reads() {
    int before = read.get();
    Sighting sighting = held.look("decision");
    held.get(
        sighting,
        GRANTS,
        index::get,
        () -> {
          read.incrementAndGet();
          return List.of("a grant");
        });
    held.rested(sighting);
    return read.get() - before;
  }
}
