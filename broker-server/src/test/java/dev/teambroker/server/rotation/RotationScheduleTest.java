package dev.teambroker.server.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationScheduleTest {
  private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Mon-Fri 02:00-05:00 Europe/Berlin, 2026-03-27T01:00:00Z, true",
    "Mon-Fri 02:00-05:00 Europe/Berlin, 2026-03-30T00:00:00Z, true",
    "Mon-Fri 02:00-05:00 Europe/Berlin, 2026-03-30T03:00:00Z, false",
    "Mon-Fri 02:00-05:00 Europe/Berlin, 2026-03-28T02:00:00Z, false",
    "Fri-Mon 02:00-05:00 UTC, 2026-03-29T02:00:00Z, true",
    "Fri-Mon 02:00-05:00 UTC, 2026-03-31T02:00:00Z, false",
    "Fri 22:00-04:00 UTC, 2026-03-28T03:59:59Z, true",
    "Fri 22:00-04:00 UTC, 2026-03-27T03:59:59Z, false",
    "daily 22:00-04:00 UTC, 2026-03-27T12:00:00Z, false"
  })
  void opensItsWindowsByTheWallClock(String window, Instant time, boolean open) {
    assertThat(RotationWindow.of(window).isOpenAt(time)).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "02:00-05:00", "Mon 2-5 UTC", "Mon 02:00-25:00 UTC", "Mon 02:00-05:00 Mars"})
  void refusesWhatIsNoWindowWithASentence(String window) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduled(List.of(window), List.of()))
        .withMessageContaining("broker.rotation.schedule.windows takes windows such as");
  }

  @Test
  void startsNothingOnFrozenDays() {
    RotationSchedule schedule = scheduled(List.of(), List.of("2026-12-20/2027-01-06"));
    assertThat(schedule.mayStartAt(Instant.parse("2026-12-19T23:59:59Z"))).isTrue();
    assertThat(schedule.mayStartAt(Instant.parse("2026-12-20T00:00:00Z"))).isFalse();
    assertThat(schedule.mayStartAt(Instant.parse("2027-01-06T23:59:59Z"))).isFalse();
    assertThat(schedule.mayStartAt(Instant.parse("2027-01-07T00:00:00Z"))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduled(List.of(), List.of("2027-01-06/2026-12-20")))
        .withMessageContaining("broker.rotation.schedule.freezes takes days such as");
  }

  @Test
  void spreadsTurnsOverTheJitterAndIsNeverLate() {
    RotationSchedule schedule = scheduled(List.of(), List.of());
    Instant latest = STORED.plus(Duration.ofDays(90));
    List<Long> earlier =
        IntStream.range(0, 1000)
            .mapToObj(i -> Duration.between(due(schedule, i), latest).toHours())
            .toList();
    assertThat(earlier).allMatch(hours -> hours >= 0 && hours < 24);
    assertThat(LongStream.range(0, 24).boxed())
        .allMatch(hour -> earlier.stream().filter(each -> each.equals(hour)).count() > 15);
    assertThat(due(schedule, 1)).isEqualTo(due(schedule, 1));
  }

  private static Instant due(RotationSchedule schedule, int user) {
    return schedule.dueAt("u-" + user, STORED, schedule.inherited()).orElseThrow();
  }

  private static RotationSchedule scheduled(List<String> windows, List<String> freezes) {
    return new RotationSchedule(
        Duration.ofDays(90), "", Duration.ofDays(1), windows, freezes, Duration.ofDays(7), 20);
  }
}
