package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestAuthority;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What holds for each command, whatever it does: exit codes, and a stdout that is the result's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryCommandTest {
  /** Logging out does where somebody is signed in, and here nobody is. */
  private static final List<String> ASK_NO_BROKER =
      List.of(
          "list",
          "ls",
          "clear",
          "status",
          "config show",
          "keychain migrate",
          "completion",
          "version",
          "help",
          "logout");

  @TempDir static Path home;
  private CliUnderTest cli;
  private TestBroker broker;
  private String link = "";

  @BeforeAll
  void enrolled() throws IOException {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    link = broker.link();
    cli.person.willType("100001", "100002");
    assertThat(cli.run("enroll", link)).as(cli.err()).isZero();
    cli.person.leaves();
    Files.writeString(home.resolve("secret"), "AKIAIOSFODNN7EXAMPLE\n" + "s".repeat(40));
    cli.configure(
        """
        [profiles.deploy]
        shared-user = "deploy"
        kind = "federation"
        """);
    cli.with("BROKER_CLI_LAUNCHER", "/opt/broker-cli").with("BROKER_CLI_EXEC", "1");
    cli.with("BROKER_CODE_COMMAND", "echo 654321").with("AWS_PROFILE", "deploy");
  }

  @AfterAll
  void stopped() {
    broker.close();
  }

  static Stream<String> commands() {
    return leaves("", BrokerCli.commandLine(CliUnderTest.idle(), List.of()));
  }

  private static Stream<String> leaves(String path, CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(path)
        : command.getSubcommands().entrySet().stream()
            .flatMap(below -> leaves((path + " " + below.getKey()).strip(), below.getValue()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsItselfOnStdout(String command) {
    assertThat(run(words(command, "--help"))).isZero();
    assertThat(cli.out()).startsWith("Usage: broker-cli");
    assertThat(cli.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesAnOptionThatItDoesNotKnow(String command) throws IOException {
    List<String> words = whole(command);
    words.add(command.split(" ", -1).length, "--no-such-option");
    assertThat(run(words)).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("'--no-such-option'").contains("--help` tells what it takes");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void givesNothingToWhoeverHasNotThePinnedKey(String command) throws IOException {
    int before = broker.requests().size();
    pin(new TestAuthority().pin());
    endsWithoutAnAnswer(command, "is not trusted");
    assertThat(broker.requests()).hasSize(before);
  }

  @Order(Integer.MAX_VALUE)
  @ParameterizedTest
  @MethodSource("commands")
  void saysThatTheBrokerCannotBeReached(String command) throws IOException {
    pin(broker.pin());
    broker.close();
    endsWithoutAnAnswer(command, "can't be reached");
  }

  /** As if the invitation had pinned that. */
  private void pin(String pin) throws IOException {
    Path config = home.resolve(".config/broker-cli/config.toml");
    Files.writeString(
        config, Files.readString(config).replaceFirst("pin = \".*\"", "pin = \"" + pin + "\""));
    link = broker.url() + "/enrol#code=invitation&pin=" + pin;
  }

  private void endsWithoutAnAnswer(String command, String because) throws IOException {
    int code = run(whole(command));
    if (ASK_NO_BROKER.contains(command)) {
      assertThat(code).as(cli.err()).isZero();
    } else if (command.equals("doctor")) {
      assertThat(code).isEqualTo(3);
      assertThat(cli.out()).contains(because);
    } else {
      assertThat(code).as(cli.err()).isEqualTo(7);
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).contains(because).doesNotContain("bug");
    }
  }

  /** The command with all that it needs, secrets from a file since there is nobody to ask. */
  private List<String> whole(String command) throws IOException {
    List<String> words = words(command);
    for (PositionalParamSpec parameter : spec(command).positionalParameters()) {
      if (parameter.arity().min() > 0) {
        words.add(valueOf(parameter.paramLabel()));
      }
    }
    Path fresh = home.resolve("otpauth");
    Files.deleteIfExists(fresh);
    for (String option : spec(command).optionsMap().keySet()) {
      switch (option) {
        case "--key-file", "--seed-file", "--code-file" ->
            words.addAll(List.of(option, home.resolve("secret").toString()));
        case "--otpauth-file" -> words.addAll(List.of(option, fresh.toString()));
        case "--account" ->
            words.addAll(List.of(option, "123456789012", "--user", "u", "--owner", "bob"));
        case "--to" -> words.addAll(List.of(option, "file"));
        case "--kind" ->
            words.addAll(
                command.startsWith("consumer")
                    ? List.of(option, "acknowledged")
                    : List.of(option, "session", "--member", "bob"));
        default -> {}
      }
    }
    return words;
  }

  private String valueOf(String label) {
    return switch (label) {
      case "LINK" -> link;
      case "PROFILE" -> "deploy";
      case "SHELL" -> "bash";
      default -> "x";
    };
  }

  private static CommandLine.Model.CommandSpec spec(String command) {
    List<String> words = List.of(command.split(" ", -1));
    CommandLine found = BrokerCli.commandLine(CliUnderTest.idle(), words);
    for (String word : words) {
      found = Objects.requireNonNull(found.getSubcommands().get(word));
    }
    return found.getCommandSpec();
  }

  private static List<String> words(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(more));
    return words;
  }

  private int run(List<String> words) {
    return cli.run(words.toArray(String[]::new));
  }
}
