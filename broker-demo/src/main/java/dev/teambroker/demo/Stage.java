package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the story plays: the stand-in for AWS and the broker, on free ports of loopback. */
final class Stage {
  /** For how long a rotation watches the deactivated key. */
  static final String WATCH = "3s";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private static final int LAST_LINES = 8;
  private static final int LONGEST_LINE = 600;

  private final Path root;
  private final Workspace workspace;
  private final Children children;
  private final Narrator narrator;
  private @Nullable SoftHsm hsm;
  private final int port = freePort();
  private final int managementPort = freePort();

  Stage(Path root, Workspace workspace, Children children, Narrator narrator) {
    this.root = root;
    this.workspace = workspace;
    this.children = children;
    this.narrator = narrator;
  }

  /** Starts the stand-in for AWS; its endpoint. */
  String startAws() throws InterruptedException {
    Path portFile = workspace.file("aws.port");
    Process aws =
        children.start(
            List.of(
                launcher(),
                "sandbox",
                "--port-file",
                portFile.toString(),
                "--seed",
                "demo",
                "--seed-file",
                awsSeed().toString()),
            environment("aws"),
            workspace.file("aws.log"));
    await(portFile, aws, "aws.log");
    return "http://127.0.0.1:" + read(portFile).strip();
  }

  /** The keys and seeds that the stand-in for AWS made, JSON. */
  Path awsSeed() {
    return workspace.file("aws-seed.json");
  }

  /** Starts the broker against that AWS; the link for its first admin. */
  String startBroker(String awsEndpoint) throws InterruptedException {
    Process server = children.start(serverCommand(awsEndpoint), environment("server"), serverLog());
    Path link = data().resolve("bootstrap-link");
    await(link, server, "server.log");
    return read(link).strip();
  }

  /** From now on the keys are ones in a token; what their ceremonies printed. */
  List<Result> putKeysIntoToken() {
    SoftHsm token = SoftHsm.in(workspace, children, environment("hsm"));
    hsm = token;
    return List.of(
        ceremony(token, "create", SoftHsm.KEY),
        ceremony(token, "create-checkpoint-key", SoftHsm.CHECKPOINT_KEY));
  }

  private Result ceremony(SoftHsm token, String makes, String key) {
    List<String> command =
        new ArrayList<>(List.of(launcher(), "secret-store", "ceremony", makes, key));
    command.add("--broker.data-directory=" + data());
    command.addAll(token.options());
    return children.run(command, environment("server")).orFail("the key ceremony");
  }

  /** What each command beside the server needs as well. */
  List<String> brokerOptions() {
    List<String> options = new ArrayList<>();
    options.add("--broker.mode=sandbox");
    options.add("--broker.data-directory=" + data());
    SoftHsm token = hsm;
    if (token != null) {
      options.add("--broker.secret-store.keys=" + SoftHsm.KEY);
      options.add("--broker.secret-store.checkpoint-key=" + SoftHsm.CHECKPOINT_KEY);
      options.addAll(token.options());
    }
    return options;
  }

  /** A command of the broker's beside its server, by whoever runs that. */
  Result command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(launcher());
    command.addAll(List.of(words));
    command.addAll(brokerOptions());
    return children.run(command, environment("server"));
  }

  private List<String> serverCommand(String awsEndpoint) {
    List<String> command = new ArrayList<>(brokerOptions());
    command.addAll(
        0,
        List.of(
            launcher(),
            "server",
            "--broker.member.first-admin=ada",
            "--broker.aws.sandbox-endpoint=" + awsEndpoint,
            "--broker.public-url=https://localhost:" + port,
            "--broker.rotation.watch=" + WATCH,
            "--broker.web.port=" + port,
            "--broker.management.port=" + managementPort));
    return command;
  }

  /** A member with a home directory of the demo's. */
  Person person(String name, String awsEndpoint) {
    Map<String, String> environment = environment(name);
    environment.put("AWS_ENDPOINT_URL_STS", awsEndpoint);
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return new Person(name, environment, workspace, children, narrator);
  }

  /** The embedded database, with its owner's own password. */
  DatabaseOwner databaseOwner() {
    Path postgres = data().resolve("postgresql");
    return DatabaseOwner.connect(
        "jdbc:postgresql://127.0.0.1:" + read(postgres.resolve("port")).strip() + "/broker",
        "broker_owner",
        read(postgres.resolve("broker_owner.password")).strip());
  }

  Path root() {
    return root;
  }

  Path data() {
    return workspace.file("broker");
  }

  Path serverLog() {
    return workspace.file("server.log");
  }

  String launcher() {
    return root.resolve("broker").toString();
  }

  /** Nothing of the caller's but where programs are found. */
  Map<String, String> environment(String who) {
    Path home = workspace.directory(who);
    Map<String, String> environment = new HashMap<>();
    String cli = root.resolve("broker-cli/target/broker-cli/bin").toString();
    environment.put(
        "PATH", cli + ":" + System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TMPDIR", workspace.directory("tmp").toString());
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", workspace.directory(who + "/run").toString());
    environment.put("AWS_CONFIG_FILE", home.resolve(".aws/config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve(".aws/credentials").toString());
    environment.put("BROKER_SESSION_STORE", "file");
    environment.put("BROKER_DEVICE_KEY_STORE", "file");
    SoftHsm token = hsm;
    if (token != null) {
      environment.putAll(token.environment());
    }
    return environment;
  }

  private void await(Path file, Process process, String log) throws InterruptedException {
    long until = System.nanoTime() + LONGEST_START.toNanos();
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new StepFailed("it did not start; the end of its log:\n" + lastLines(log));
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private String lastLines(String log) {
    List<String> lines = read(workspace.file(log)).lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LAST_LINES))
        .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
        .collect(Collectors.joining("\n"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
