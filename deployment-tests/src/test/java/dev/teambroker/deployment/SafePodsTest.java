package dev.teambroker.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What every pod of the chart is, whatever the values. */
class SafePodsTest {
  @ParameterizedTest
  @ValueSource(strings = {"kms", "hsm", "vault", "keystore", "everything"})
  void runAsNobodyWithNothing(String values) {
    for (JsonNode pod : pods(Chart.render(values))) {
      JsonNode security = pod.path("securityContext");
      assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
      assertThat(security.path("seccompProfile").path("type").asString())
          .isEqualTo("RuntimeDefault");
      JsonNode container = pod.path("containers").get(0).path("securityContext");
      assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(container.path("capabilities").toString()).isEqualTo("{\"drop\":[\"ALL\"]}");
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("enableServiceLinks").asBoolean(true))
          .as("a service named broker-web would set broker.web.port")
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms", "hsm", "vault", "keystore", "everything"})
  void keepTheOwnersPasswordToTheMigrations(String values) {
    List<JsonNode> objects = Chart.render(values);

    assertThat(Chart.only(objects, "Job").toString()).contains("broker-owner");
    assertThat(objects.stream().filter(o -> !o.path("kind").asString().equals("Job")))
        .allSatisfy(o -> assertThat(o.toString()).doesNotContain("owner"));
  }

  @Test
  void migrateBeforeAnythingOfTheReleaseIsThere() {
    JsonNode job = Chart.only(Chart.render("hsm"), "Job");

    assertThat(job.path("metadata").path("annotations").path(Chart.HOOK).asString())
        .isEqualTo("pre-install,pre-upgrade");
    JsonNode pod = Chart.podOf(job);
    assertThat(pod.toString()).doesNotContain("configMap", "serviceAccountName");
    assertThat(pod.path("containers").get(0).path("args").toString())
        .contains(
            "\"migrate\"", "--broker.database.owner-password-file=/etc/broker/owner/password");
  }

  @Test
  void endOnlyAfterTheirRequestsHaveEnded() {
    JsonNode pod = deployed("kms", Map.of("shutdownGraceSeconds", "40", "preStopSeconds", "10"));

    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(65);
    assertThat(
            pod.path("containers")
                .get(0)
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .toString())
        .isEqualTo("{\"seconds\":10}");
  }

  @Test
  void mountTheTokenAndTheLibraryOfAnHsm() {
    JsonNode pod = deployed("hsm", Map.of());
    String mounts = pod.path("containers").get(0).path("volumeMounts").toString();

    assertThat(mounts).contains("/etc/broker/pkcs11", "/usr/lib/hsm", "/var/lib/tokens");
    assertThat(volume(pod, "pkcs11").path("secret").path("defaultMode").asInt())
        .as("the broker refuses a PIN that others may read")
        .isEqualTo(0440);
  }

  @Test
  void showVaultATokenForItAlone() {
    JsonNode source = volume(deployed("vault", Map.of()), "vault").path("projected");

    assertThat(
            source.path("sources").get(0).path("serviceAccountToken").path("audience").asString())
        .isEqualTo("vault");
  }

  @Test
  void keepEverybodyElseFromTheManagementPort() {
    JsonNode ingress =
        Chart.only(Chart.render("kms"), "NetworkPolicy").path("spec").path("ingress");

    assertThat(ingress.get(0).path("ports").toString()).contains("https").doesNotContain("manage");
    assertThat(ingress.get(1).path("ports").toString()).contains("management");
    assertThat(ingress.get(1).path("from").toString()).contains("monitoring");
  }

  private static JsonNode deployed(String values, Map<String, String> overrides) {
    return Chart.podOf(Chart.only(Chart.render(values, overrides), "Deployment"));
  }

  private static JsonNode volume(JsonNode pod, String name) {
    return pod.path("volumes")
        .valueStream()
        .filter(volume -> volume.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> pods(List<JsonNode> objects) {
    return Stream.of("Deployment", "Job")
        .flatMap(kind -> Chart.all(objects, kind).stream())
        .map(Chart::podOf)
        .toList();
  }
}
