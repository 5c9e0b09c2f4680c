package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
  private static final Path ROOT = Path.of("target", "test-postgresql").toAbsolutePath();

  private Path data = ROOT;
  private final List<JavaProcess> brokers = new ArrayList<>();

  @BeforeEach
  void makeDirectory() throws IOException {
    Files.createDirectories(ROOT);
    data = Files.createTempDirectory(ROOT, "embedded");
  }

  @AfterEach
  void endBrokers() throws IOException {
    for (JavaProcess broker : brokers) {
      broker.close();
    }
    await().atMost(1, TimeUnit.MINUTES).until(() -> postmaster() == 0);
    PostgresBinaries.delete(data);
  }

  @Test
  void keepsWhatWasCommittedWhenTheBrokerIsKilled() throws Exception {
    JavaProcess broker = broker();
    append(broker.await("READY"));
    long server = postmaster();

    assertThat(broker.kill()).isEqualTo(137);
    JavaProcess next = broker();
    assertThat(records(next.await("READY"))).isEqualTo(1);
    assertThat(postmaster()).isNotEqualTo(server);
  }

  @Test
  void startsAgainWhenOnlyPostgresIsKilled() throws Exception {
    JavaProcess broker = broker();
    String url = broker.await("READY");
    append(url);
    long server = postmaster();

    kill(server);
    await()
        .atMost(1, TimeUnit.MINUTES)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(records(url)).isEqualTo(1));
    assertThat(postmaster()).isNotEqualTo(server);
  }

  @Test
  void startsWhenBothWereKilledAndTheirProcessIdIsNowAStrangers() throws Exception {
    JavaProcess broker = broker();
    append(broker.await("READY"));
    long server = postmaster();
    broker.kill();
    await().until(() -> ProcessHandle.of(server).isEmpty());
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          pidFile(),
          stranger.pid() + "\n" + data.resolve("postgresql/data") + "\n1\n1\n\n127.0.0.1\n");
      assertThat(records(broker().await("READY"))).isEqualTo(1);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void refusesASecondBrokerOnTheSameDirectory() throws Exception {
    broker().await("READY");
    assertThatThrownBy(() -> DataDirectory.lock(data))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("in use by another broker");
  }

  @Test
  void takesUpAStartThatWasCutOff() throws Exception {
    Files.createDirectories(data.resolve("postgresql/data.new/base"));
    assertThat(records(broker().await("READY"))).isZero();
  }

  @Test
  void keepsItsFilesFromOthersAndWantsAPassword() throws Exception {
    String url = broker().await("READY");
    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    for (String role : Cluster.ROLES) {
      assertThat(
              Files.getPosixFilePermissions(Cluster.passwordFile(data.resolve("postgresql"), role)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThatThrownBy(() -> new Login(url, "broker", null).connect(Duration.ofSeconds(5)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @Test
  void runsAsAnotherUserWhereRootHasNoUserNamespaces() throws Exception {
    Assumptions.assumeTrue(Launch.isRoot(), "only root has to become somebody else");
    Path reachable = Files.createTempDirectory("broker-test");
    Path folder = reachable.resolve("postgresql");
    Launch launch = Launch.asAnotherUser(List.of());
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, reachable, launch)) {
      assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid"))
          .isEqualTo(launch.user());
    } finally {
      PostgresBinaries.delete(reachable);
    }
  }

  private JavaProcess broker() throws IOException {
    Path binaries = data.resolve("postgresql");
    Files.createDirectories(binaries);
    Path link = binaries.resolve(PostgresBinaries.FOLDER);
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, PostgresBinaries.unpackedIn(ROOT));
    }
    JavaProcess broker = JavaProcess.start(EmbeddedBroker.class, data.toString());
    brokers.add(broker);
    return broker;
  }

  private Path pidFile() {
    return data.resolve("postgresql/data/postmaster.pid");
  }

  private long postmaster() throws IOException {
    if (!Files.exists(pidFile())) {
      return 0;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
    return ProcessHandle.of(pid).isPresent() ? pid : 0;
  }

  private static void kill(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
  }

  private void append(String url) throws SQLException {
    try (Connection connection = service(url).connect(Duration.ofSeconds(5));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT broker.audit_append(ARRAY['{}'], ARRAY[NULL::uuid],"
              + " ARRAY[NULL::bytea], ARRAY[NULL::timestamptz], NULL)");
    }
  }

  private long records(String url) throws SQLException {
    try (Connection connection = service(url).connect(Duration.ofSeconds(5));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM broker.audit_record")) {
      row.next();
      return row.getLong(1);
    }
  }

  private Login service(String url) {
    return new Login(
        url, "broker_service", Cluster.passwordFile(data.resolve("postgresql"), "broker_service"));
  }
}
