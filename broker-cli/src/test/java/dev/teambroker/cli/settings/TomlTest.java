package dev.teambroker.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlTest {
  @Test
  void readsTablesStringsNumbersAndComments() {
    Map<String, Map<String, String>> tables =
        Toml.parse(
            """
            session-store = 'kernel' # the default
            [brokers.default]
            url = "https://h:8443"
              pin="a\\\\b\\"c\\n"

            [ profiles . "with.dot" ]
            duration = 900
            "quoted key" = true
            """,
            "f");
    assertThat(tables.get("")).containsExactly(Map.entry("session-store", "kernel"));
    assertThat(tables.get("brokers.default"))
        .containsEntry("url", "https://h:8443")
        .containsEntry("pin", "a\\b\"c\n");
    assertThat(tables.get("profiles.with.dot"))
        .containsEntry("duration", "900")
        .containsEntry("quoted key", "true");
  }

  @Test
  void readsFilesWithCarriageReturnsAndWithoutALastNewline() {
    assertThat(Toml.parse("[a]\r\nb = \"c\"\r\nd = 'e'", "f").get("a"))
        .containsEntry("b", "c")
        .containsEntry("d", "e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\na = \"open",
        "\n\na = [1]",
        "\n\n[t",
        "\n\na",
        "\n\na = 1 2",
        "\n\na = \"\\q\"",
        "\n\na = \"\"\"x\"\"\"",
        "a = 1\n\na = 2",
        "[t]\n\n[t]",
        "\n\n= 1"
      })
  void refusesAnythingElseNamingTheLine(String text) {
    assertThatThrownBy(() -> Toml.parse(text, "config.toml"))
        .isInstanceOf(SettingsFault.class)
        .hasMessageStartingWith("config.toml, line 3: ");
  }
}
