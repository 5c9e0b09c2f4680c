package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/reference/configuration.md is made of the configuration records; {@code BROKER_UPDATE_DOCS=1
 * ./broker test} writes it anew.
 */
class ConfigurationReferenceTest {
  private static final Path DOCUMENT = Path.of("../docs/reference/configuration.md");

  @Test
  void isUpToDate() throws IOException {
    String expected = document();
    if (System.getenv("BROKER_UPDATE_DOCS") != null) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(DOCUMENT)
        .as("run the tests once with BROKER_UPDATE_DOCS=1 and commit the document")
        .hasContent(expected);
  }

  @Test
  void describesEveryProperty() throws IOException {
    assertThat(properties())
        .allSatisfy(
            property ->
                assertThat(property.path("description").asString(""))
                    .as(property.path("name").asString())
                    .isNotBlank());
  }

  private static String document() throws IOException {
    String rows =
        properties().stream().map(ConfigurationReferenceTest::row).collect(Collectors.joining());
    return """
    # Configuration

    Without configuration the broker runs on its defaults. Properties stand in a YAML file (`--config FILE` or
    `BROKER_CONFIG`), as options (`--broker.web.port=8443`) or in the environment (`BROKER_WEB_PORT`); options come
    first, then the environment, then the file. A misspelt property of the file or an option, or a bad value, stops the
    start with a sentence that names it.

    ```yaml
    broker:
      public-url: https://broker.example.com
      web:
        trusted-proxies: [10.0.0.0/8]
    ```

    This page is made of the configuration records, which are checked against it in the build.

    | property | takes | default | what it is |
    |---|---|---|---|
    """
        + rows;
  }

  private static String row(JsonNode property) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            property.path("name").asString(),
            words(property.path("type").asString()),
            value(property.path("defaultValue")),
            property.path("description").asString("").replaceAll("\\{@code ([^}]*}?)}", "`$1`"))
        .replace("\r", "");
  }

  private static String value(JsonNode value) {
    return value.isMissingNode() ? "" : "`" + value.asString() + "`";
  }

  private static String words(String type) {
    return switch (type) {
      case "java.lang.Integer", "java.lang.Long" -> "number";
      case "java.lang.Boolean" -> "true or false";
      case "java.time.Duration" -> "duration (`30s`, `12h`)";
      case "org.springframework.util.unit.DataSize" -> "size (`64KB`)";
      case "dev.teambroker.server.web.Rate" -> "rate (`100/s`, `600/min`, `2000/h`)";
      case "java.nio.file.Path" -> "file";
      case "java.net.URI" -> "address";
      case "java.net.InetAddress" -> "IP address";
      case "java.util.List<java.lang.String>" -> "list";
      case "java.lang.String" -> "text";
      default -> type.startsWith("java.util.Map") ? "map" : choices(type);
    };
  }

  private static String choices(String type) {
    try {
      return Stream.of(Class.forName(type).getEnumConstants())
          .map(choice -> "`" + choice.toString().toLowerCase(java.util.Locale.ROOT) + "`")
          .collect(Collectors.joining(" or "));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("say here what " + type + " takes", e);
    }
  }

  private static List<JsonNode> properties() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    Path metadata = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    try (InputStream in = Files.newInputStream(metadata)) {
      JsonMapper.shared().readTree(in).path("properties").forEach(found::add);
    }
    found.sort(Comparator.comparing(property -> property.path("name").asString()));
    return found;
  }
}
