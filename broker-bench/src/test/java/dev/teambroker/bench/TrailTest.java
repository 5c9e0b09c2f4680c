package dev.teambroker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TrailTest {
  @Test
  void differsByOneSessionThatOnlyOneSideKnows() {
    assertThat(Trail.difference(Set.of("A", "B"), Set.of("B", "A"))).isEmpty();
    assertThat(Trail.difference(Set.of("A", "B"), Set.of("A")))
        .contains("1 not recorded, 0 not received");
    assertThat(Trail.difference(Set.of("A"), Set.of("B")))
        .contains("1 not recorded, 1 not received");
  }
}
