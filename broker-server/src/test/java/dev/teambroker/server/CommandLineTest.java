package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final List<String> KNOWN = List.of("migrate", "audit verify", "admin bootstrap");

  @TempDir private Path folder;

  @Test
  void servesWithoutACommand() {
    assertThat(line().isServing()).isTrue();
    assertThat(line("server", "--broker.web.port=0").isServing()).isTrue();
    assertThat(line("migrate").isServing()).isFalse();
  }

  @Test
  void findsTheCommandAndItsArguments() {
    CommandLine line = line("audit", "verify", "--broker.mode=sandbox", "export.jsonl");

    assertThat(line.commandAmong(KNOWN)).contains("audit verify");
    assertThat(line.argumentsOf("audit verify")).containsExactly("export.jsonl");
    assertThat(line("audit").commandAmong(KNOWN)).isEmpty();
    assertThat(line("migrates").commandAmong(KNOWN)).isEmpty();
  }

  @Test
  void readsNoConfigurationBesideTheNamedOne() throws IOException {
    Path file = Files.createFile(folder.resolve("broker.yaml"));

    assertThat(line().springArguments())
        .containsExactly("--spring.config.location=classpath:/application.properties");
    String expected = "--spring.config.location=classpath:/application.properties,file:" + file;
    assertThat(line("--config", file.toString()).springArguments()).containsExactly(expected);
    assertThat(line("--config=" + file).springArguments()).containsExactly(expected);
    assertThat(
            CommandLine.of(List.of(), Map.of("BROKER_CONFIG", file.toString())).springArguments())
        .containsExactly(expected);
  }

  @Test
  void leavesACommandItsOwnOptions() {
    CommandLine line = line("audit", "verify", "--checkpoint", "f", "--broker.mode=sandbox");

    assertThat(line.argumentsOf("audit verify")).containsExactly("--checkpoint", "f");
    assertThatThrownBy(() -> line("server", "--checkpoint")).hasMessageContaining("is none");
    assertThatThrownBy(() -> line("--checkpoint")).hasMessageContaining("is none");
  }

  @Test
  void tellsTheContextWhichCommandRuns() {
    assertThat(line("audit", "verify").springArguments()).contains("--broker.command=audit verify");
  }

  @Test
  void refusesAConfigurationThatCannotBeRead() {
    assertThatThrownBy(() -> line("--config", "/nowhere/broker.yaml"))
        .hasMessage("--config takes a YAML file; '/nowhere/broker.yaml' can't be read");
    assertThatThrownBy(() -> line("--config"))
        .hasMessage("--config takes a YAML file; '' can't be read");
    assertThatThrownBy(() -> CommandLine.of(List.of(), Map.of("BROKER_CONFIG", "/nowhere")))
        .hasMessage("BROKER_CONFIG takes a YAML file; '/nowhere' can't be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--server.port=1", "--broker.web.port", "--help", "--spring.config.location=x"})
  void refusesOtherOptions(String option) {
    assertThatThrownBy(() -> line(option))
        .hasMessageContaining("the options are --config FILE and --broker.PROPERTY=VALUE");
  }

  private static CommandLine line(String... args) {
    return CommandLine.of(List.of(args), Map.of());
  }
}
