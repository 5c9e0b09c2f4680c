package dev.teambroker.server.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TagTextTest {
  @Test
  void readsBackWhatItWrote() {
    Map<String, String> tags =
        Map.of("team", "payments", "empty", "", "line", "a\nb", "slash", "a\\nb\\", "k=v", "x:y");
    assertThat(TagText.parse(TagText.of(tags))).isEqualTo(tags);
  }

  @Test
  void writesNoTagsAsNothing() {
    assertThat(TagText.of(Map.of())).isEmpty();
    assertThat(TagText.parse("")).isEmpty();
  }

  @Test
  void writesEqualTagsAlike() {
    assertThat(TagText.of(Map.of("b", "2", "a", "1"))).isEqualTo("a\n1\nb\n2");
  }
}
