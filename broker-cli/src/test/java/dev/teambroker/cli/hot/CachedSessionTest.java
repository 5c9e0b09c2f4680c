package dev.teambroker.cli.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedSessionTest {
  @Test
  void givesBackWhatItsHeaderSays() {
    byte[] item = bytes(CachedSession.header(100, 200) + "{\"Version\":1}");
    assertThat(CachedSession.freshUntil(item)).isEqualTo(100);
    assertThat(CachedSession.expiry(item)).isEqualTo(200);
    assertThat(CachedSession.json(item)).isEqualTo(bytes("{\"Version\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker-cli/1 ",
        "broker-cli/1 1 2",
        "broker-cli/2 1 2\n{}x",
        "{\"Version\":1}",
        "broker-cli/1 1 2\n",
        "broker-cli/1 1 2\n{",
        "broker-cli/1 1 2\n{\"Version\":1",
        "\n",
        "broker-cli/1 1 2\nsomething else}"
      })
  void printsNothingOfAnItemThatIsForeignOrCutShort(String item) {
    assertThat(CachedSession.json(bytes(item))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "broker-cli/1 1x 2\n{}", "broker-cli/2 1 2\n{}", "broker-cli/1 -1 2\n{}"})
  void anItemWithoutATimeIsExpired(String item) {
    assertThat(CachedSession.freshUntil(bytes(item))).isZero();
    assertThat(CachedSession.expiry(bytes(item))).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
