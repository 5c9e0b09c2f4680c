package dev.teambroker.server.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"a", "a\n1\nb", "a\n1\n", "b\n2\na\n1", "a\n1\na\n2", "a\\b\n1"})
  void readsNothingThatItDoesNotWrite(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TagText.parse(text));
  }

  @Test
  void writesEqualTagsAlike() {
    assertThat(TagText.of(Map.of("b", "2", "a", "1"))).isEqualTo("a\n1\nb\n2");
  }
}
