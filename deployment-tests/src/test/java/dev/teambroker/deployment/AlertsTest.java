package dev.teambroker.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each alert has a runbook and a test of when it fires. */
class AlertsTest {
  private static final Path RUNBOOKS = Path.of("../docs/operations.md");
  private static final List<String> TESTS =
      List.of("src/test/resources/alerts-test.yaml", "src/test/resources/alerts-of-days-test.yaml");

  @Test
  void haveARunbookEach() throws IOException {
    List<String> lines = Files.readAllLines(RUNBOOKS);

    assertThat(alerts())
        .allSatisfy(
            alert -> {
              String name = alert.path("alert").asString();
              assertThat(lines).contains("### " + name);
              assertThat(alert.path("annotations").path("runbook").asString())
                  .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(alert.path("labels").path("severity").asString())
                  .isIn("warning", "critical");
            });
  }

  @Test
  void haveATestEach() throws IOException {
    StringBuilder tests = new StringBuilder();
    for (String file : TESTS) {
      tests.append(Files.readString(Path.of(file)));
    }

    assertThat(alerts())
        .extracting(alert -> alert.path("alert").asString())
        .allSatisfy(name -> assertThat(tests).contains("- name: " + name + "\n"));
  }

  @Test
  void fireWhenTheyShouldAndStaySilentWhileAllIsWell() throws Exception {
    assumeThereIsPromtool();

    for (String test : TESTS) {
      assertThat(promtool("test", "rules", test)).contains("SUCCESS");
    }
    assertThat(promtool("check", "rules", Chart.FOLDER.resolve("alerts/rules.yaml").toString()))
        .contains(alerts().size() + " rules found");
  }

  private static List<JsonNode> alerts() {
    return Chart.YAML
        .readTree(Chart.FOLDER.resolve("alerts/rules.yaml"))
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private static void assumeThereIsPromtool() {
    boolean found =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
      assertThat(found).as("promtool (Debian: apt-get install prometheus)").isTrue();
    }
    assumeTrue(found, "promtool is missing (Debian: apt-get install prometheus)");
  }

  private static String promtool(String... words) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(words));
    command.addFirst("promtool");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
