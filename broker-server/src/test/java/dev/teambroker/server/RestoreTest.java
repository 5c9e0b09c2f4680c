package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.Rewriting;
import dev.teambroker.server.audit.checkpoint.KeepingServer;
import dev.teambroker.server.audit.stream.TlsReceiver;
import dev.teambroker.server.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker whose database isn't the one that it was, and what its operator can do then. */
class RestoreTest {
  private static final Path ROOT = Path.of("target", "test-postgresql").toAbsolutePath();

  private final TestDatabase database = TestDatabase.fresh();
  private final List<String> options = database.properties().stream().map("--"::concat).toList();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void neverServesATrailBehindItsCheckpointUntilTheRestoreIsAccepted() {
    runs(options, 5);
    Rewriting.cutTail(database, 3);
    assertThat(refusal(options)).contains("the trail ends with record", "`broker restore accept`");

    Said accepted = launch(options, "restore", "accept");
    assertThat(accepted.code()).as(accepted.text()).isZero();
    runs(options, 2);
    assertThat(
            database.jdbc().sql("SELECT epoch FROM broker.audit_head").query(Long.class).single())
        .isEqualTo(2);
    assertThat(launch(options, "audit", "verify").code()).isZero();
    assertThat(launch(options, "restore", "accept").text()).contains("there is nothing to accept");
  }

  @Test
  void neverServesAChainThatWasRecomputedAsAWhole() {
    runs(options, 5);
    Rewriting.rewrite(database, "test.done", "test.none");
    assertThat(refusal(options)).contains("is not the one of", "`broker restore accept`");
    assertThat(launch(options, "audit", "verify").code()).isEqualTo(1);
  }

  @Test
  void neverServesUnderAKeyThatWasNotTheCheckpoints() {
    runs(options, 1);
    database
        .ownersJdbc()
        .sql("DELETE FROM broker.secret_store_key WHERE name = 'checkpoint'")
        .update();
    assertThat(refusal(options)).contains("not signed by this broker's key");
  }

  @Test
  void servesNothingWhereItsCheckpointsCannotBeRead() throws IOException {
    runs(options, 1);
    List<String> elsewhere = new ArrayList<>(options);
    elsewhere.add("--broker.audit.checkpoints.file=" + Files.createTempDirectory(ROOT, "folder"));
    assertThat(refusal(elsewhere)).contains("can't be read", "broker.audit.checkpoints.file");
  }

  @Test
  void acceptsNoRestoreUnderARunningReplica() {
    try (RunningBroker broker = RunningBroker.with(options)) {
      broker.bean(AuditTrail.class).record(AuditEvent.of("test.done"));
      Said refused = launch(options, "restore", "accept");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.text()).contains("a replica runs");
    }
  }

  @Test
  void findsYesterdaysDirectoryPutBack() throws Exception {
    Path folder = Files.createTempDirectory(ROOT, "restore");
    Path data = folder.resolve("data");
    List<String> embedded = List.of("--broker.data-directory=" + data);
    runs(embedded, 2);
    sh("cp", "-a", data.toString(), folder.resolve("yesterday").toString());
    runs(embedded, 2);
    assertThat(folder.resolve("data-checkpoints.jsonl")).isRegularFile();
    sh("rm", "-rf", data.toString());
    sh("mv", folder.resolve("yesterday").toString(), data.toString());

    assertThat(refusal(embedded)).contains("the trail ends with record");
    assertThat(launch(embedded, "restore", "accept").code()).isZero();
    runs(embedded, 1);
    sh("rm", "-rf", folder.toString());
  }

  /**
   * Whoever puts a machine's image back has the file of that day as well, but not what is
   * elsewhere.
   */
  @Test
  void findsYesterdaysMachinePutBackByWhatIsKeptElsewhere() throws Exception {
    Path folder = Files.createTempDirectory(ROOT, "elsewhere");
    Path file = folder.resolve("checkpoints.jsonl");
    TlsReceiver tls = TlsReceiver.in(folder);
    try (KeepingServer elsewhere = KeepingServer.start(tls.context())) {
      List<String> both = new ArrayList<>(options);
      both.add("--broker.audit.checkpoints.file=" + file);
      both.add("--broker.audit.checkpoints.https.url=" + elsewhere.url());
      both.add("--broker.audit.checkpoints.https.authority-file=" + tls.certificate());
      runs(both, 5);
      Rewriting.cutTail(database, 3);
      Files.delete(file);
      assertThat(refusal(both)).contains("the trail ends with record", elsewhere.url().toString());
      assertThat(launch(both, "audit", "verify").code()).isEqualTo(1);
    }
    sh("rm", "-rf", folder.toString());
  }

  /** Starts, records so much, and ends in good order. */
  private static void runs(List<String> options, int records) {
    try (RunningBroker broker = RunningBroker.with(options)) {
      for (int i = 0; i < records; i++) {
        broker.bean(AuditTrail.class).record(AuditEvent.of("test.done"));
      }
    }
  }

  private static String refusal(List<String> options) {
    Throwable refused = catchThrowable(() -> RunningBroker.with(options).close());
    assertThat(refused).as("the start's refusal").isNotNull();
    return StartSentences.of(refused).orElse(refused.toString());
  }

  private record Said(int code, String text) {}

  private static Said launch(List<String> options, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(options);
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    int code =
        new Launch(
                BrokerServer.class, Map.of(), new PrintStream(stderr, true, StandardCharsets.UTF_8))
            .run(arguments.toArray(String[]::new));
    return new Said(code, stderr.toString(StandardCharsets.UTF_8));
  }

  private static void sh(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
