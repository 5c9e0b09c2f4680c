package dev.teambroker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Path LAUNCHER = Path.of("broker");

  @Test
  void measureAllDelaysAndNumbersOfClientsUnlessToldOtherwise() throws Options.Wrong {
    Options all = Options.parse(LAUNCHER, List.of());
    assertThat(all.delays()).containsExactly(0, 20, 100);
    assertThat(all.clients()).containsExactly(1, 8, 32, 128);
    Options some = Options.parse(LAUNCHER, List.of("--clients", "2,4", "--sts-delay", "5"));
    assertThat(some.delays()).containsExactly(5);
    assertThat(some.clients()).containsExactly(2, 4);
  }

  @Test
  void tellWhatAnOptionTakes() {
    assertThatThrownBy(() -> Options.parse(LAUNCHER, List.of("--clients", "0")))
        .hasMessageContaining("--clients takes numbers from 1");
    assertThatThrownBy(() -> Options.parse(LAUNCHER, List.of("--sts", "ftp://x")))
        .hasMessageContaining("--sts takes an address");
    assertThatThrownBy(() -> Options.parse(LAUNCHER, List.of("--fast", "yes")))
        .hasMessageContaining("no option --fast");
    assertThatThrownBy(() -> Options.parse(LAUNCHER, List.of("--clients")))
        .hasMessageContaining("wants a value");
  }
}
