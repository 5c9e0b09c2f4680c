package dev.teambroker.server.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AwsClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AwsClock clock = new AwsClock(InstantSource.fixed(NOON));

  @Test
  void believesTheLocalClockUntilAwsHasTold() {
    assertThat(clock.now(Partition.AWS)).isEqualTo(NOON);
    assertThat(clock.isKnownWithin(Partition.AWS, Duration.ofHours(1))).isFalse();
  }

  @Test
  void seesNoDifferenceWithinTheSecondThatTheHeaderLeavesOpen() {
    clock.observe(Partition.AWS, "Thu, 1 Jan 2026 12:00:00 GMT", NOON, NOON.plusMillis(300));
    assertThat(clock.ahead(Partition.AWS)).isZero();
    assertThat(clock.isKnownWithin(Partition.AWS, Duration.ofHours(1))).isTrue();
  }

  @Test
  void learnsThatAwsIsAheadOrBehind() {
    clock.observe(Partition.AWS, "Thu, 1 Jan 2026 12:00:20 GMT", NOON, NOON.plusMillis(100));
    assertThat(clock.ahead(Partition.AWS)).isEqualTo(Duration.ofMillis(19_900));
    clock.observe(Partition.AWS, "Thu, 1 Jan 2026 11:59:40 GMT", NOON, NOON.plusMillis(100));
    assertThat(clock.ahead(Partition.AWS)).isEqualTo(Duration.ofSeconds(-19));
  }

  @Test
  void isNotFooledByAnAnswerThatTookLong() {
    clock.observe(Partition.AWS, "Thu, 1 Jan 2026 12:00:00 GMT", NOON, NOON.plusSeconds(20));
    assertThat(clock.ahead(Partition.AWS)).isZero();
  }

  @Test
  void learnsNothingFromAHeaderThatIsNoDate() {
    clock.observe(Partition.AWS, "tomorrow", NOON, NOON);
    clock.observe(Partition.AWS, null, NOON, NOON);
    assertThat(clock.isKnownWithin(Partition.AWS, Duration.ofHours(1))).isFalse();
  }

  @Test
  void keepsThePartitionsApart() {
    clock.observe(Partition.AWS_CN, "Thu, 1 Jan 2026 12:01:00 GMT", NOON, NOON);
    assertThat(clock.ahead(Partition.AWS)).isZero();
  }
}
