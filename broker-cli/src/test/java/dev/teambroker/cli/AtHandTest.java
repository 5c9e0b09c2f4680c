package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.hot.CachedSession;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.KernelKeyring;
import dev.teambroker.cli.store.SecretService;
import dev.teambroker.cli.testing.EnrolledCli;
import dev.teambroker.cli.testing.InstalledCli;
import dev.teambroker.cli.testing.InstalledCli.Run;
import dev.teambroker.cli.testing.Needed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher answers without a JVM, and what it leaves to one. */
class AtHandTest {
  @TempDir Path home;
  @TempDir Path installed;
  private @Nullable EnrolledCli enrolled;
  private InstalledCli cli;

  @BeforeEach
  void enrolled() throws IOException {
    Needed.command("keyctl", "Debian: keyutils.");
    EnrolledCli made = new EnrolledCli(home, installed);
    enrolled = made;
    cli = made.cli;
  }

  @AfterEach
  void stopped() {
    if (enrolled != null) {
      enrolled.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kernel, dash", "kernel, busybox sh", "kernel, bash",
    "secret-service, dash", "secret-service, busybox sh", "secret-service, bash"
  })
  void aSessionAtHandIsPrintedWithoutAJvm(String store, String shell) throws IOException {
    Needed.command(shell.split(" ", 2)[0], "Debian: dash, busybox, bash.");
    Objects.requireNonNull(enrolled).keepSessionsIn(store);
    Run first = run();
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(note()).content().startsWith(store + " session-");
    removeTheLibraries();
    List<String> call =
        Stream.concat(
                Stream.of(shell.split(" ", -1)),
                Stream.of(cli.launcher().toString(), "credential-process", "deploy"))
            .toList();
    assertThat(InstalledCli.await(cli.start(call))).isEqualTo(first);
  }

  private static List<String> oddItems() {
    long later = Instant.now().getEpochSecond() + 1000;
    long gone = Instant.now().getEpochSecond() - 1;
    String header = CachedSession.header(later, later);
    return List.of(
        "",
        "x",
        header,
        header.strip(),
        header + "{\"Version\":1,\"AccessKeyId\":\"ODD\"",
        header + "AccessKeyId=ODD",
        CachedSession.header(gone, later) + "{\"AccessKeyId\":\"ODD\"}",
        "broker-cli/2 " + later + " " + later + "\n{\"AccessKeyId\":\"ODD\"}",
        "broker-cli/1 " + later + "\n{\"AccessKeyId\":\"ODD\"}",
        "broker-cli/1 99999999999999999999999999 9\n{\"AccessKeyId\":\"ODD\"}",
        "broker-cli/1 $(date) " + later + "\n{\"AccessKeyId\":\"ODD\"}",
        "{\"AccessKeyId\":\"ODD\"}");
  }

  @Test
  void anOddItemIsNeverPrinted() throws Exception {
    assertThat(run().out()).contains("ASIATEST1");
    ItemStore kernel = Objects.requireNonNull(KernelKeyring.open());
    int issued = 1;
    for (String item : oddItems()) {
      String name = Files.readString(note()).strip().split(" ", 2)[1];
      kernel.put(name, (item + (item.isEmpty() ? " " : "")).getBytes(StandardCharsets.UTF_8), 60);
      Run run = run();
      assertThat(run.out())
          .as(item)
          .contains("ASIATEST" + ++issued)
          .startsWith("{\"Version\":1,")
          .endsWith("}");
      assertThat(run.err()).as(item).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kernel", "kernel x", "file session-1", "kernel $(touch x)", "", "a\nb\n"})
  void anOddNoteIsLeftToTheJvm(String odd) throws IOException {
    Run first = run();
    Files.writeString(note(), odd);
    assertThat(run()).isEqualTo(first);
  }

  @Test
  void aNewerConfigurationMakesTheNoteWorthless() throws IOException {
    assertThat(run().out()).contains("ASIATEST1");
    Path config = home.resolve(".config/broker-cli/config.toml");
    Files.writeString(config, Files.readString(config) + "duration = \"15m\"\n");
    assertThat(run().out()).contains("ASIATEST2");
    Files.setLastModifiedTime(config, FileTime.from(Instant.now().plusSeconds(5)));
    removeTheLibraries();
    assertThat(run().code()).isNotZero();
  }

  @Test
  void eachVariableThatShapesASessionIsLeftToTheJvm() throws IOException {
    assertThat(run().code()).isZero();
    removeTheLibraries();
    for (String variable : shaping()) {
      Run run = cli.with(variable, "x").run("credential-process", "deploy");
      assertThat(run.out()).as(variable).isEmpty();
      cli.with(variable, "");
    }
    assertThat(run().code()).isZero();
  }

  /** Whatever name the settings read from the environment. */
  private static List<String> shaping() throws IOException {
    Path sources = Path.of("src/main/java/dev/teambroker/cli/settings");
    StringBuilder text = new StringBuilder();
    for (String file : List.of("Profile", "Settings", "UserFiles")) {
      text.append(Files.readString(sources.resolve(file + ".java")));
    }
    List<String> names =
        java.util.regex.Pattern.compile("\"(BROKER_[A-Z_]+)\"")
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertThat(names).hasSizeGreaterThan(10);
    for (String name : names) {
      assertThat(Settings.load(Map.of(name, "/nowhere")).areTheFilesAlone()).as(name).isFalse();
    }
    return names;
  }

  @Test
  void aFlagLeavesNoNote() throws IOException {
    assertThat(cli.run("credential-process", "deploy", "--duration", "15m").code()).isZero();
    assertThat(note()).doesNotExist();
  }

  @Test
  void clearTakesTheNoteAlong() throws IOException {
    assertThat(run().code()).isZero();
    assertThat(cli.run("clear").code()).isZero();
    assertThat(note()).doesNotExist();
    removeTheLibraries();
    assertThat(run().out()).isEmpty();
  }

  @Test
  void aLockedKeychainIsNotAskedToUnlock() throws IOException {
    EnrolledCli made = Objects.requireNonNull(enrolled);
    made.keepSessionsIn("secret-service");
    assertThat(run().code()).isZero();
    made.keychain.lock();
    Run run = run();
    assertThat(run.code()).isEqualTo(8);
    assertThat(run.err()).contains("locked");
    assertThat(Objects.requireNonNull(SecretService.on(made.keychain.address())).trouble())
        .isEmpty();
  }

  private Run run() throws IOException {
    return cli.run("credential-process", "deploy");
  }

  private Path note() {
    return home.resolve(".local/state/broker-cli/at-hand/deploy");
  }

  private void removeTheLibraries() throws IOException {
    cli.loseAllButTheHotJar();
    Files.delete(installed.resolve("with a space/lib/broker-cli-hot.jar"));
  }
}
