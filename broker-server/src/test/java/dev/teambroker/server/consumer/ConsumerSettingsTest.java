package dev.teambroker.server.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest {
  private static final String PREFIX = "broker.rotation.consumers";

  @Test
  void allowNothingByDefault() {
    ConsumerSettings settings = Settings.of(PREFIX, ConsumerSettings.class, Map.of());
    assertThat(settings.directory()).isNull();
    assertThat(settings.httpsHosts()).isEmpty();
    assertThat(settings.networks()).isEmpty();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.reloadWithin()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Settings.of(PREFIX + ".vault", VaultDestinations.class, Map.of()).address())
        .isNull();
    assertThat(
            Settings.of(PREFIX + ".kubernetes", KubernetesDestinations.class, Map.of()).address())
        .isNull();
  }

  @Test
  void areReadAsTheyAreWritten() {
    ConsumerSettings settings =
        Settings.of(
            PREFIX,
            ConsumerSettings.class,
            Map.of(
                "directory", "/keys",
                "https-hosts", "ci.example.com,ci.example.com:8443",
                "networks", "10.0.0.0/8",
                "signing-secrets", "/secrets",
                "timeout", "5s",
                "reload-within", "1h"));
    assertThat(settings.directory()).isEqualTo(Path.of("/keys"));
    assertThat(settings.httpsHosts()).containsExactly("ci.example.com", "ci.example.com:8443");
    assertThat(settings.reloadWithin()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "https-hosts, https://ci.example.com",
    "https-hosts, ci.example.com",
    "networks, 10.0.0.1/8",
    "timeout, 2m",
    "reload-within, -1s"
  })
  void refuseWhatTheyDoNotTake(String name, String value) {
    assertThatThrownBy(() -> Settings.of(PREFIX, ConsumerSettings.class, Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(PREFIX + ".")
        .hasMessageContaining(" takes ");
  }

  @ParameterizedTest
  @CsvSource({
    "address, http://vault.example.com",
    "address, https://vault.example.com/v1",
    "address, https://vault.example.com",
    "mount, ../sys",
    "paths, apps/../sys"
  })
  void refuseAVaultThatIsNoneOrHasNoToken(String name, String value) {
    assertThatThrownBy(
            () -> Settings.of(PREFIX + ".vault", VaultDestinations.class, Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(PREFIX + ".vault.")
        .hasMessageContaining(" takes ");
  }
}
