package dev.teambroker.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The chart sets properties that the broker has. */
class ChartPropertiesTest {
  private static final Path REFERENCE = Path.of("../docs/reference/configuration.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(broker\\.[^`]+)`");
  private static final Pattern OPTION = Pattern.compile("--(broker\\.[a-z.-]+)=");

  @ParameterizedTest
  @ValueSource(strings = {"kms", "hsm", "vault", "keystore", "everything"})
  void setsOnlyPropertiesOfTheReference(String values) throws IOException {
    Set<String> set = new TreeSet<>();
    collect("broker", Chart.brokerYaml(Chart.render(values)).path("broker"), set);

    assertThat(set).contains("broker.public-url", "broker.secret-store.keys");
    assertThat(documented()).containsAll(set);
  }

  @Test
  void migratesWithPropertiesOfTheReference() throws IOException {
    Matcher option = OPTION.matcher(Chart.only(Chart.render("kms"), "Job").toString());
    Set<String> set = option.results().map(r -> r.group(1)).collect(Collectors.toSet());

    assertThat(set).hasSizeGreaterThanOrEqualTo(3);
    assertThat(documented()).containsAll(set);
  }

  @Test
  void reachesTheDatabaseWithACheckedCertificateUnlessToldOtherwise() {
    JsonNode database = Chart.brokerYaml(Chart.render("kms")).path("broker").path("database");

    assertThat(database.path("url").asString())
        .startsWith("jdbc:postgresql://db.example.com:5432/broker?sslmode=verify-full");
  }

  private static void collect(String name, JsonNode node, Set<String> found) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(name + "." + e.getKey(), e.getValue(), found));
    } else {
      found.add(name);
    }
  }

  private static List<String> documented() throws IOException {
    return Files.readAllLines(REFERENCE).stream()
        .map(ROW::matcher)
        .filter(Matcher::find)
        .map(row -> row.group(1))
        .toList();
  }
}
