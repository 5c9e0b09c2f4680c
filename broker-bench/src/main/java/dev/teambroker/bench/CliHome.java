package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory in which broker-cli is at home: its configuration, device and sessions. */
final class CliHome {
  static final String PROFILE = "bench";

  private final Path launcher;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  CliHome(Path launcher, Path directory) throws IOException {
    this.launcher = launcher;
    this.directory = Files.createDirectories(directory);
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", directory.toString());
  }

  CliHome with(Map<String, String> further) {
    environment.putAll(further);
    return this;
  }

  /** Enrols as the first admin, imports the stub's user and grants itself the role. */
  void enrol(String bootstrapLink) throws IOException, InterruptedException {
    Path seed = directory.resolve("otpauth");
    Path csv = directory.resolve("accessKeys.csv");
    Files.writeString(
        csv, "Access key ID,Secret access key\nAKIABENCHBENCHBENCH0," + "s".repeat(40) + "\n");
    Map<String, String> codes =
        Map.of(
            "BROKER_DEVICE_KEY_STORE",
            "file",
            "BROKER_CODE_COMMAND",
            "'%s/bin/java' -cp '%s' %s '%s'"
                .formatted(
                    System.getProperty("java.home"),
                    System.getProperty("java.class.path"),
                    Authenticator.class.getName(),
                    seed));
    does(codes, "enroll", bootstrapLink, "--otpauth-file", seed.toString());
    does(codes, "shared-user", "import", Enrolling.SHARED_USER, "--key-file", csv.toString());
    does(
        codes,
        "grant",
        "add",
        Enrolling.SHARED_USER,
        "--member",
        "admin",
        "--kind",
        "role",
        "--role",
        StubSts.ROLE);
    Files.delete(csv);
    configure(
        """
        [profiles.%s]
        shared-user = "%s"
        kind = "role"
        role = "%s"
        """
            .formatted(PROFILE, Enrolling.SHARED_USER, StubSts.ROLE),
        false);
  }

  private void does(Map<String, String> further, String... words)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(further);
    new Contender(words[0], called(List.of(words)), all, "").run();
  }

  private List<String> called(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    return command;
  }

  /** The same member elsewhere, who keeps sessions in that store. */
  CliHome copy(Path other, String store) throws IOException {
    CliHome copy = new CliHome(launcher, other);
    copy.with(environment).with(Map.of("HOME", other.toString()));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path there = other.resolve(directory.relativize(file).toString());
        if (!Files.exists(there)) {
          Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    copy.configure("session-store = \"" + store + "\"\n", true);
    return copy;
  }

  private void configure(String text, boolean first) throws IOException {
    Path config = directory.resolve(".config/broker-cli/config.toml");
    String before = Files.readString(config);
    Files.writeString(config, first ? text + before : before + text);
  }

  /** What a tool calls, once a session is at hand. */
  Contender hit(String name, Map<String, String> further) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(further);
    Contender hit =
        new Contender(name, called(List.of("credential-process", PROFILE)), all, "{\"Version\":1,");
    String fetched = hit.run();
    if (!hit.run().equals(fetched)) {
      throw new IllegalStateException(name + " does not find its session again");
    }
    return hit;
  }
}
