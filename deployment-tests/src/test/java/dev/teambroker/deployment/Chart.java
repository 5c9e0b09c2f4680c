package dev.teambroker.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart in helm/, rendered as {@code helm template} does it. */
final class Chart {
  static final Path FOLDER = Path.of("../helm/team-credential-broker");
  static final String RELEASE = "broker";
  static final String HOOK = "teambroker.dev/hook";
  static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  static Path values(String name) {
    return Path.of("src/test/resources/values").resolve(name + ".yaml");
  }

  /**
   * Every object that these values make.
   *
   * @param values the name of a file of values
   * @param overrides as {@code --set} takes them
   * @throws IllegalStateException with Helm's message, when the chart refuses them
   */
  static List<JsonNode> render(String values, Map<String, String> overrides) {
    TemplateCommand command =
        new Helm(withoutHooks())
            .template()
            .withName(RELEASE)
            .withNamespace("credentials")
            .withKubeVersion("1.33.0")
            .withValuesFile(values(values));
    overrides.forEach(command::set);
    return documents(command.call());
  }

  /** A copy whose hooks are objects as others, for Helm keeps hooks out of what it answers here. */
  private static Path withoutHooks() {
    Path copy = Path.of("target/chart");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace("helm.sh/hook", HOOK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  static List<JsonNode> render(String values) {
    return render(values, Map.of());
  }

  private static List<JsonNode> documents(String yaml) {
    List<JsonNode> found = new ArrayList<>();
    for (String document : yaml.split("(?m)^---\\s*$", -1)) {
      JsonNode parsed = YAML.readTree(document);
      if (parsed != null && parsed.isObject()) {
        found.add(parsed);
      }
    }
    return found;
  }

  static JsonNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found = all(objects, kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of the kind " + kind);
    }
    return found.getFirst();
  }

  static List<JsonNode> all(List<JsonNode> objects, String kind) {
    return objects.stream().filter(o -> o.path("kind").asString().equals(kind)).toList();
  }

  static JsonNode brokerYaml(List<JsonNode> objects) {
    JsonNode map =
        all(objects, "ConfigMap").stream()
            .filter(o -> o.path("data").has("broker.yaml"))
            .findFirst()
            .orElseThrow();
    return YAML.readTree(map.path("data").path("broker.yaml").asString());
  }

  static JsonNode podOf(JsonNode workload) {
    return workload.path("spec").path("template").path("spec");
  }
}
