package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broker.web.port=70000           | broker.web.port takes a number from 0 to 65535.",
        "broker.web.port=many            | broker.web.port takes a whole number.",
        "broker.web.max-wait=soon        | broker.web.max-wait takes a duration such as 30s, 5m or"
            + " 12h.",
        "broker.web.member-rate=often    | broker.web.member-rate takes a rate such as 100/s,"
            + " 600/min or 2000/h.",
        "broker.web.max-body=big         | broker.web.max-body takes a size such as 64KB.",
        "broker.web.proxy-protocol=maybe | broker.web.proxy-protocol takes true or false.",
        "broker.web.proxy-protocol=true  | broker.web.trusted-proxies takes the networks of the"
            + " proxies, since broker.web.proxy-protocol is on.",
        "broker.web.trusted-proxies=all  | broker.web.trusted-proxies takes a network such as"
            + " 10.0.0.0/8 or 2001:db8::/32, or an address.",
        "broker.mode=test                | broker.mode takes one of production, sandbox.",
        "broker.public-url=http://a      | broker.public-url takes an https address such as"
            + " https://broker.example.com.",
        "broker.tls.certificate-file=/x  | broker.tls.private-key-file takes a PEM file, since the"
            + " other of the two is set.",
        "broker.tls.certificate-lifetime=1s | broker.tls.certificate-lifetime takes a duration of"
            + " at least 1h, such as 7d.",
        "broker.wbe.port=1               | no such property: broker.wbe.port;"
            + " docs/reference/configuration.md lists them.",
      })
  void stopsWithASentenceThatNamesThePropertyAndWhatItTakes(String option, String sentence) {
    int code = launch("--" + option, "--broker.data-directory=" + folder.resolve("data"));

    assertThat(code).isEqualTo(2);
    assertThat(said()).isEqualTo("broker: " + sentence + "\n");
  }

  @Test
  void readsTheConfigurationFile() throws IOException {
    Path file = folder.resolve("broker.yaml");
    Files.writeString(
        file,
        """
        broker:
          data-directory: %s
          web:
            port: 70000
        """
            .formatted(folder.resolve("data")));

    assertThat(launch("--config", file.toString())).isEqualTo(2);
    assertThat(said()).contains("broker.web.port takes a number from 0 to 65535");
  }

  @Test
  void refusesMisspeltPropertiesOfTheFile() throws IOException {
    Path file = folder.resolve("broker.yaml");
    Files.writeString(
        file,
        """
        broker:
          web:
            prot: 1
            trusted-proxies: [10.0.0.0/8, 192.0.2.0/24]
          aws:
            stsRegions:
              aws: [eu-central-1, us-east-1]
        """);

    assertThat(launch("--config", file.toString())).isEqualTo(2);
    assertThat(said()).contains("no such property: broker.web.prot;");
  }

  @Test
  void refusesWhatIsNoOption() {
    assertThat(launch("--help")).isEqualTo(2);
    assertThat(said()).contains("the options are --config FILE");
  }

  @Test
  void namesTheCommandsThereAre() {
    assertThat(launch("frobnicate", "--broker.data-directory=" + folder)).isEqualTo(2);
    assertThat(said()).contains("the commands are server, [");
  }

  private int launch(String... args) {
    return new Launch(
            BrokerServer.class, Map.of(), new PrintStream(stderr, true, StandardCharsets.UTF_8))
        .run(args);
  }

  private String said() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
