package dev.teambroker.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTest {
  private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

  @Test
  void passesHelmsLintWithoutAWarning() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms", "hsm", "vault", "keystore", "everything"})
  void rendersObjectsThatKubernetesTakes(String values) throws Exception {
    List<JsonNode> objects = Chart.render(values);

    assertThat(objects)
        .extracting(o -> o.path("kind").asString())
        .contains("Deployment", "Service");
    for (JsonNode object : objects) {
      if (!object.path("apiVersion").asString().startsWith("monitoring.coreos.com/")) {
        readAsKubernetesDoes(object);
      }
    }
  }

  @Test
  void wouldNoticeAFieldThatKubernetesDoesNotKnow() {
    JsonNode object =
        JsonMapper.shared()
            .readTree(
                """
                {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a"},
                 "automountServiceToken": false}""");

    assertThatThrownBy(() -> readAsKubernetesDoes(object))
        .hasMessageContaining("automountServiceToken");
  }

  @Test
  void putsNoDisruptionBudgetBeforeASingleReplica() {
    assertThat(Chart.all(Chart.render("keystore"), "PodDisruptionBudget")).isEmpty();
    assertThat(Chart.all(Chart.render("kms"), "PodDisruptionBudget")).hasSize(1);
  }

  @Test
  void passesTlsThroughAtTheHostOfThePublicUrl() {
    JsonNode ingress = Chart.only(Chart.render("everything"), "Ingress");

    assertThat(ingress.path("spec").path("rules").get(0).path("host").asString())
        .isEqualTo("broker.example.com");
    assertThat(ingress.path("spec").has("tls")).isFalse();
    assertThat(ingress.path("metadata").path("annotations").toString())
        .contains("\"nginx.ingress.kubernetes.io/ssl-passthrough\":\"true\"");
  }

  @Test
  void givesPrometheusTheRulesAsTheyAre() {
    JsonNode rule = Chart.only(Chart.render("everything"), "PrometheusRule");

    assertThat(rule.path("spec"))
        .isEqualTo(Chart.YAML.readTree(Chart.FOLDER.resolve("alerts/rules.yaml")));
  }

  @Test
  void scrapesTheManagementPortAlone() {
    List<JsonNode> objects = Chart.render("everything");
    JsonNode monitor = Chart.only(objects, "ServiceMonitor").path("spec");

    List<JsonNode> scraped =
        Chart.all(objects, "Service").stream()
            .filter(
                service ->
                    monitor.path("selector").path("matchLabels").properties().stream()
                        .allMatch(
                            label ->
                                label
                                    .getValue()
                                    .equals(
                                        service
                                            .path("metadata")
                                            .path("labels")
                                            .path(label.getKey()))))
            .toList();
    assertThat(scraped).hasSize(1);
    assertThat(scraped.getFirst().path("spec").path("ports").get(0).path("name"))
        .isEqualTo(monitor.path("endpoints").get(0).path("port"));
  }

  @Test
  void namesTheImageByItsDigestWhereThereIsOne() {
    String digest = "sha256:" + "a".repeat(64);
    JsonNode pod =
        Chart.podOf(Chart.only(Chart.render("kms", Map.of("image.digest", digest)), "Deployment"));

    assertThat(pod.path("containers").get(0).path("image").asString())
        .isEqualTo("team-credential-broker@" + digest);
  }

  private static void readAsKubernetesDoes(JsonNode object) throws Exception {
    Method fromJson =
        Class.forName(MODELS + object.path("kind").asString()).getMethod("fromJson", String.class);
    try {
      fromJson.invoke(null, object.toString());
    } catch (InvocationTargetException e) {
      throw new AssertionError(
          "%s %s: %s"
              .formatted(
                  object.path("kind").asString(),
                  object.path("metadata").path("name").asString(),
                  e.getCause()),
          e.getCause());
    }
  }
}
