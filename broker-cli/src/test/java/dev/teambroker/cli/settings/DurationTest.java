package dev.teambroker.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTest {
  @ParameterizedTest
  @CsvSource({"0,0", "900,900", "45m,2700", "1h30m,5400", "12h,43200", "1d,86400", "30s,30"})
  void readsWhatPeopleWrite(String text, int seconds) {
    assertThat(Duration.seconds(text, "duration")).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "1x", "-1", "1 h", "m5", "99999999999999999999", "9999h", "hh"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Duration.seconds(text, "duration"))
        .isInstanceOf(SettingsFault.class)
        .hasMessageContaining("duration takes a duration such as 900, 45m or 1h30m");
  }
}
