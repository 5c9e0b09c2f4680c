package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of the embedded PostgreSQL below the data directory: programs, the data, the roles'
 * passwords, a log.
 */
final class Cluster {
  static final String SUPERUSER = "broker";
  static final List<String> ROLES = List.of(SUPERUSER, "broker_owner", "broker_service");

  private static final String MAJOR_VERSION = "18";

  private final Path folder;
  private final Path home;
  private final Launch launch;

  private Cluster(Path folder, Path home, Launch launch) {
    this.folder = folder;
    this.home = home;
    this.launch = launch;
  }

  /** Makes what is missing; a start that was cut off before is made up for. */
  static Cluster in(Path folder, Path binaries, Launch launch)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(
        folder, PosixFilePermissions.fromString(launch.isOtherUser() ? "rwx--x--x" : "rwx------"));
    if (launch.isOtherUser()) {
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    }
    Cluster cluster = new Cluster(folder, PostgresBinaries.unpackedIn(binaries), launch);
    cluster.makePasswords();
    if (!Files.exists(cluster.data())) {
      cluster.initialise();
    }
    cluster.refuseOtherVersion();
    return cluster;
  }

  static Path passwordFile(Path folder, String role) {
    return folder.resolve(role + ".password");
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("postgresql.log");
  }

  Path portFile() {
    return folder.resolve("port");
  }

  Path home() {
    return home;
  }

  Launch launch() {
    return launch;
  }

  Login login(int port, String role, String database) {
    return login(folder, port, role, database);
  }

  static Login login(Path folder, int port, String role, String database) {
    return new Login(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, passwordFile(folder, role));
  }

  private void makePasswords() throws IOException {
    for (String role : ROLES) {
      if (!Files.exists(passwordFile(folder, role))) {
        DataDirectory.writePrivately(passwordFile(folder, role), randomPassword());
      }
    }
  }

  private static byte[] randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
  }

  private void initialise() throws IOException, InterruptedException {
    Path draft = folder.resolve("data.new");
    if (Files.exists(draft)) {
      PostgresBinaries.delete(draft);
    }
    Files.createDirectory(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    launch.giveAway(draft);
    Path password = folder.resolve("initdb.password");
    DataDirectory.writePrivately(password, Files.readAllBytes(passwordFile(folder, SUPERUSER)));
    launch.giveAway(password);
    try {
      initdb(draft, password);
    } finally {
      Files.delete(password);
    }
    Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(Path target, Path password) throws IOException, InterruptedException {
    ProcessBuilder initdb =
        new ProcessBuilder(
            launch.command(
                List.of(
                    home.resolve("bin/initdb").toString(),
                    "-D" + target,
                    "-U" + SUPERUSER,
                    "-EUTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--auth-host=scram-sha-256",
                    "--auth-local=scram-sha-256",
                    "--pwfile=" + password)));
    int exit = started(initdb).waitFor();
    if (exit != 0) {
      throw new StartRefused(
          "initdb failed with exit code " + exit + "; " + log() + " says why." + reachability());
    }
  }

  private String reachability() {
    return launch.isOtherUser()
        ? " PostgreSQL runs as the user "
            + launch.user()
            + " here, who must be able to reach "
            + folder
            + "; set broker.data-directory to a place such as /var/lib/broker."
        : "";
  }

  /** Starts a program with an environment of its own, its output going to the log. */
  Process started(ProcessBuilder program) throws IOException {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    program.environment().clear();
    program.environment().put("PATH", path);
    program.environment().put("LC_ALL", "C");
    return program
        .directory(home.toFile())
        .redirectInput(new java.io.File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private void refuseOtherVersion() throws IOException {
    if (!launch.isOtherUser() || Files.isReadable(data().resolve("PG_VERSION"))) {
      String version = Files.readString(data().resolve("PG_VERSION")).strip();
      if (!version.equals(MAJOR_VERSION)) {
        throw new StartRefused(
            data() + " is of PostgreSQL " + version + "; this broker brings " + MAJOR_VERSION);
      }
    }
  }
}
