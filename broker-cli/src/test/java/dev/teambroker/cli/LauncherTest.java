package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.EnrolledCli;
import dev.teambroker.cli.testing.InstalledCli;
import dev.teambroker.cli.testing.InstalledCli.Run;
import dev.teambroker.cli.testing.Needed;
import dev.teambroker.cli.testing.RealKeychain;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a fresh HOME, with a real gnome-keyring daemon and the kernel keyring. */
class LauncherTest {
  @TempDir Path home;
  @TempDir Path installed;
  private @Nullable EnrolledCli enrolled;
  private RealKeychain keychain;
  private TestBroker broker;
  private InstalledCli cli;

  @BeforeEach
  void enrolled() throws IOException {
    EnrolledCli made = new EnrolledCli(home, installed);
    enrolled = made;
    keychain = made.keychain;
    broker = made.broker;
    cli = made.cli;
  }

  @AfterEach
  void stopped() {
    if (enrolled != null) {
      enrolled.close();
    }
  }

  @Test
  void keepsTheDeviceKeyInTheKeychainAndTheSessionInTheKernel() throws IOException {
    Run enrolment = cli.run("enroll", "--otpauth-file", home + "/seed", broker.link());
    assertThat(enrolment.code()).as(enrolment.err()).isZero();
    Path config = home.resolve(".config/broker-cli/config.toml");
    assertThat(config).content().contains("device-key = \"secret-service\"");
    Run first = cli.run("credential-process", "deploy");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("{\"Version\":1,").endsWith("}");
    assertThat(privateKeyBySecretTool())
        .startsWith("MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBC");
    try (var files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, "ASIATEST1")))
          .isEmpty();
    }
  }

  @Test
  void aSessionAtHandNeedsNeitherBrokerNorKeychainNorTheRestOfTheCli() throws IOException {
    Run first = cli.run("credential-process", "deploy");
    assertThat(first.code()).as(first.err()).isZero();
    broker.close();
    keychain.close();
    cli.loseAllButTheHotJar();
    assertThat(cli.with("BROKER_MIN_TTL", "10s").run("credential-process", "deploy"))
        .isEqualTo(first);
    assertThat(cli.with("BROKER_MIN_TTL", "1h").run("credential-process", "deploy").out())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "secret-service", "file"})
  void aSessionAtHandNeedsTheHotJarAloneInEachStore(String store) throws IOException {
    keepSessionsIn(store);
    Run first = cli.run("credential-process", "deploy");
    assertThat(first.code()).as(first.err()).isZero();
    broker.close();
    cli.loseAllButTheHotJar();
    assertThat(cli.with("BROKER_MIN_TTL", "10s").run("credential-process", "deploy"))
        .isEqualTo(first);
  }

  @Test
  void tenCallsAtOnceMakeOnePromptAndOneRequest() throws IOException {
    List<Process> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(cli.start("credential-process", "deploy"));
    }
    for (Process call : calls) {
      Run run = InstalledCli.await(call);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("ASIATEST1");
    }
    assertThat(broker.sessionsIssued()).isEqualTo(1);
    assertThat(home.resolve("codes")).content().isEqualTo("x\n");
  }

  @Test
  void tenCallsAtOnceAreRefusedTogetherByOneWrongCode() throws IOException {
    cli.with("BROKER_CODE_COMMAND", "echo x >>$HOME/wrong; sleep 1; echo " + TestBroker.WRONG_CODE);
    List<Process> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(cli.start("credential-process", "deploy"));
    }
    for (Process call : calls) {
      assertThat(InstalledCli.await(call).code()).isEqualTo(4);
    }
    assertThat(home.resolve("wrong")).content().isEqualTo("x\n");
  }

  @Test
  void nobodysJavaOptionsReachStdout() throws IOException {
    cli.with("JAVA_TOOL_OPTIONS", "-Xlog:all=info:stdout").with("JDK_JAVA_OPTIONS", "-showversion");
    Run run = cli.run("credential-process", "deploy");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("{\"Version\":1,").endsWith("}");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void runsNoCodeThatOthersCanWrite() throws IOException {
    Path lib = installed.resolve("with a space/lib");
    Path ownRuntime = Files.createDirectories(lib.resolveSibling("runtime").resolve("lib"));
    Path library = Files.createFile(ownRuntime.resolve("libnet.so"));
    for (Path writable : List.of(lib.resolve("broker-cli.jar"), lib, library)) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(writable);
      Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxr-x"));
      Run run = cli.run("credential-process", "deploy");
      assertThat(run.code()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("is not run: " + writable).contains("chmod go-w");
      Files.setPosixFilePermissions(writable, before);
    }
    assertThat(cli.run("credential-process", "deploy").code()).isZero();
  }

  @Test
  void speedUpMakesCachesAndADamagedOneChangesNothing() throws IOException {
    Run first = cli.run("credential-process", "deploy");
    assertThat(cli.run("speed-up")).isEqualTo(new Run(0, "", ""));
    Path lib = installed.resolve("with a space/lib");
    assertThat(lib.resolve("rest.aot")).isNotEmptyFile();
    assertThat(cli.run("credential-process", "deploy")).isEqualTo(first);
    Run list = cli.run("list");
    for (String cache : List.of("hot.aot", "rest.aot")) {
      try (FileChannel file = FileChannel.open(lib.resolve(cache), StandardOpenOption.WRITE)) {
        file.truncate(file.size() / 2);
      }
    }
    assertThat(cli.run("credential-process", "deploy")).isEqualTo(first);
    assertThat(cli.run("list").err()).isEqualTo(list.err()).isEmpty();
  }

  @Test
  void saysThatTheKeychainIsLockedAndAsksNobody() throws IOException {
    keychain.lock();
    Run run = cli.run("credential-process", "deploy");
    assertThat(run.code()).isEqualTo(8);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("locked: unlock it").doesNotContain("enrol");
  }

  @Test
  void promptsOnTheTerminalThoughStdoutIsAPipe() throws IOException {
    String transcript = onATerminal("credential-process deploy >" + home + "/out.json", "123 456");
    assertThat(transcript).contains("Code for shared user deploy (session): ");
    assertThat(home.resolve("out.json")).content().startsWith("{\"Version\":1,").endsWith("}");
  }

  @Test
  void aSecretThatIsTypedIsNotShown() throws IOException {
    broker.with("POST", "/v1/shared-users", 200, Map.of("name", "x"));
    String transcript =
        onATerminal("shared-user import x", "AKIAIOSFODNN7EXAMPLE", "typed-secret", "123456");
    assertThat(broker.requests()).anyMatch(request -> request.contains("typed-secret"));
    assertThat(transcript).contains("Secret access key: ").doesNotContain("typed-secret");
  }

  private void keepSessionsIn(String store) throws IOException {
    Objects.requireNonNull(enrolled).keepSessionsIn(store);
  }

  /** Runs it on a pseudo-terminal and types each line when the one before was asked for. */
  private String onATerminal(String arguments, String... lines) throws IOException {
    Needed.command("script", "Debian: bsdutils.");
    cli.with("BROKER_CODE_COMMAND", "");
    String command = "'" + cli.launcher() + "' " + arguments;
    Process script = cli.start(List.of("script", "-qec", command, "/dev/null"));
    StringBuilder seen = new StringBuilder();
    for (String line : lines) {
      readUntil(script, seen, ": ");
      script.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      script.getOutputStream().flush();
    }
    seen.append(new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    return seen.toString();
  }

  private static void readUntil(Process process, StringBuilder seen, String prompt)
      throws IOException {
    int from = seen.length();
    while (seen.indexOf(prompt, from) < 0) {
      int next = process.getInputStream().read();
      if (next < 0) {
        throw new IOException("no question came: " + seen);
      }
      seen.append((char) next);
    }
  }

  private String privateKeyBySecretTool() throws IOException {
    Process search =
        cli.start(
            List.of("secret-tool", "search", "--all", "--unlock", "application", "broker-cli"));
    String found = InstalledCli.await(search).out();
    String name =
        found.lines().filter(line -> line.contains("device-key-")).findFirst().orElseThrow();
    return keychain.lookUp(name.substring(name.indexOf("device-key-")));
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
