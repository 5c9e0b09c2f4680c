package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final RateLimit limit =
      new RateLimit("broker.test-rate", Rate.valueOf("60/min"), now::get);

  @Test
  void admitsAWholeTimesWorthAtOnceAndTellsWhenTheNextIs() {
    for (int i = 0; i < 60; i++) {
      assertThat(limit.refused("alice")).as("request " + i).isEmpty();
    }
    Outcome.Refused<Object> refused = limit.refused("alice").orElseThrow();

    assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    assertThat(refused.limit()).isEqualTo("broker.test-rate");
    assertThat(refused.detail()).isEqualTo("No more than 60/min are taken (broker.test-rate).");
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.refused("bob")).as("another one's").isEmpty();
  }

  @Test
  void admitsAgainWhenThatTimeHasPassedAndNoSooner() {
    while (limit.refused("alice").isEmpty()) {
      pass(Duration.ZERO);
    }
    Duration wait = Objects.requireNonNull(limit.refused("alice").orElseThrow().retryAfter());

    pass(wait.minusNanos(1));
    assertThat(limit.refused("alice")).isPresent();
    pass(Duration.ofNanos(1));
    assertThat(limit.refused("alice")).isEmpty();
    assertThat(limit.refused("alice")).isPresent();
  }

  @Test
  void admitsNoMoreThanTheRateInTheLongRun() {
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      admitted += limit.refused("alice").isEmpty() ? 1 : 0;
      pass(Duration.ofMillis(60));
    }
    assertThat(admitted).isBetween(600 + 59, 600 + 61);
  }

  @Test
  void forgetsWhoIsLongGone() {
    for (int i = 0; i <= 10_000; i++) {
      limit.refused("member " + i);
    }
    pass(Duration.ofMinutes(2));
    Optional<Outcome.Refused<Object>> one = limit.refused("one more");

    assertThat(one).isEmpty();
    assertThat(limit.remembered()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/s", "many", "10", "10/day", "-1/s", "10 / s", "99999999/s"})
  void takesRatesAlone(String text) {
    assertThatThrownBy(() -> Rate.valueOf(text)).hasMessageContaining(Rate.EXPECTED);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
