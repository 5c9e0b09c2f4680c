package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultDataDirectoryTest {
  private static final Path LAST_RESORT = Path.of("/var/tmp/broker-me");

  @Test
  void isBelowXdgDataHome(@TempDir Path place) {
    assertThat(choose(Map.of("XDG_DATA_HOME", place.toString(), "HOME", "/nowhere")))
        .isEqualTo(place.resolve("broker"));
  }

  @Test
  void isBelowHomeOtherwise(@TempDir Path place) {
    assertThat(choose(Map.of("HOME", place.toString())))
        .isEqualTo(place.resolve(".local/share/broker"));
  }

  @Test
  void survivesAnUnsetHome() {
    assertThat(choose(Map.of())).isEqualTo(LAST_RESORT);
  }

  @Test
  void survivesAHomeThatCannotBeWritten() {
    assertThat(choose(Map.of("HOME", "/proc/self"))).isEqualTo(LAST_RESORT);
  }

  @Test
  void ignoresRelativePaths() {
    assertThat(choose(Map.of("XDG_DATA_HOME", "data"))).isEqualTo(LAST_RESORT);
  }

  private static Path choose(Map<String, String> environment) {
    return DefaultDataDirectory.choose(environment, LAST_RESORT);
  }
}
