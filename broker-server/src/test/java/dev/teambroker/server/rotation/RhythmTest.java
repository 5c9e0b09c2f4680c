package dev.teambroker.server.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {
  private static final Instant MADE = Instant.parse("2026-03-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0 2 1 * * Europe/Berlin, 2026-04-01T00:00:00Z",
    "0 0 2 1 * * Europe/Berlin, 2026-04-01T00:00:00Z",
    "30 2 * * SUN UTC, 2026-03-22T02:30:00Z",
    "0 3 L * * America/New_York, 2026-03-31T07:00:00Z"
  })
  void comesAtTheFirstTimeOfACronAfterTheKeyWasMade(String cron, Instant due) {
    assertThat(dueAt(Rhythm.ofCron(cron))).isEqualTo(due);
    assertThat(Rhythm.ofCode(cron).code()).isEqualTo(cron);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 2 1 * *",
        "0 2 1 * * Mars",
        "0 2 32 * * UTC",
        "0 2 31 2 * UTC",
        "0 * * * * UTC",
        "0 1,13 * * * UTC",
        "@monthly UTC"
      })
  void takesNoCronThatIsNoneOrComesMoreOftenThanARotationEnds(String cron) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rhythm.ofCron(cron));
  }

  @Test
  void comesWhenTheKeyIsSoOldOrNever() {
    assertThat(dueAt(Rhythm.ofDays("30d"))).isEqualTo(MADE.plus(Duration.ofDays(30)));
    assertThat(schedule("", "0").dueAt("u-1", MADE, Rhythm.ofDays("none"))).isEmpty();
    assertThat(Rhythm.ofCode("30d").code()).isEqualTo("30d");
    assertThat(Rhythm.ofCode("none").code()).isEqualTo("none");
    for (String wrong : List.of("0d", "30", "1h", "10000d", " none")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Rhythm.ofDays(wrong));
    }
  }

  @Test
  void isConfiguredAsOneOrTheOther() {
    assertThat(schedule("", "0").inherited()).isInstanceOf(Rhythm.None.class);
    assertThat(schedule("", "90d").inherited()).isEqualTo(new Rhythm.Age(Duration.ofDays(90)));
    assertThat(schedule("0 2 1 * * UTC", "0").inherited()).isInstanceOf(Rhythm.Times.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule("0 2 1 * * UTC", "90d"))
        .withMessageContaining("a period or a cron");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule("whenever", "0"))
        .withMessageContaining("broker.rotation.schedule.cron takes five or six cron fields");
  }

  private static Instant dueAt(Rhythm rhythm) {
    return schedule("", "0").dueAt("u-1", MADE, rhythm).orElseThrow();
  }

  private static RotationSchedule schedule(String cron, String days) {
    return new RotationSchedule(
        Duration.ofDays(Long.parseLong(days.replace("d", ""))),
        cron,
        Duration.ZERO,
        List.of(),
        List.of(),
        Duration.ofDays(7),
        20);
  }
}
