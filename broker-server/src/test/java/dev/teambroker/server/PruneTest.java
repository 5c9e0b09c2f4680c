package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trail that is sealed, archived and pruned, and what keeps it from being pruned. */
class PruneTest {
  private static final String[] PRUNE = {"audit", "prune", "--before", "2099-01-01"};

  private final TestDatabase database = TestDatabase.fresh();
  private final List<String> options = new ArrayList<>();
  @TempDir private Path folder;

  /**
   * Two segments of five records, a third with what was left; the last checkpoint is after them.
   */
  @BeforeEach
  void sealATrail() {
    database.properties().forEach(property -> options.add("--" + property));
    options.add("--broker.audit.segments.directory=" + folder.resolve("archive"));
    options.add("--broker.audit.segments.records=5");
    runs(12);
    assertThat(launch("audit", "seal").code()).isZero();
    runs(1);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void removesWhatIsArchivedAndGoesOnSoundly() throws IOException {
    assertThat(first()).isEqualTo(1);
    Said pruned = launch(PRUNE);
    assertThat(pruned.code()).as(pruned.text()).isZero();
    assertThat(first()).isGreaterThan(12);
    assertThat(bodies()).anyMatch(body -> body.contains("\"action\":\"audit.pruned\""));

    assertThat(launch("audit", "verify", "--key", key()).code()).isZero();
    assertThat(launch("audit", "verify", "--key", "A".repeat(43)).code()).isEqualTo(1);
    runs(2);
    assertThat(launch("audit", "verify").code()).isZero();
    assertThat(launch(PRUNE).code()).as("nothing to prune").isZero();

    assertThat(launch("audit", "seal").code()).isZero();
    runs(1);
    assertThat(launch(PRUNE).code()).as("a second time").isZero();
    assertThat(launch("audit", "verify").code()).isZero();
    runs(1);
  }

  @Test
  void verifiesEachSegmentAlone() throws IOException {
    String key = key();
    for (Path segment : segments()) {
      assertThat(launch("audit", "verify", "--segment", segment.toString(), "--key", key).code())
          .isZero();
    }
    String others = "A".repeat(43);
    String first = segments().getFirst().toString();
    assertThat(launch("audit", "verify", "--segment", first, "--key", others).code()).isEqualTo(1);
    alter(segments().getFirst(), "test.done", "test.none");
    assertThat(launch("audit", "verify", "--segment", first, "--key", key).code()).isEqualTo(1);
  }

  @Test
  void keepsWhatTheArchiveNoLongerHolds() throws IOException {
    Files.delete(segments().getLast());
    refusesToPrune("fails");
  }

  @ParameterizedTest
  @ValueSource(strings = {".jsonl", ".manifest.json"})
  void keepsWhatTheArchiveHoldsAltered(String ending) throws IOException {
    Path file = segments().get(1);
    if (ending.equals(".jsonl")) {
      alter(file, "test.done", "test.none");
    } else {
      alter(Path.of(file + ".manifest.json"), "\"sha256\":\"", "\"sha256\":\"0");
    }
    refusesToPrune("fails");
  }

  @Test
  void keepsWhatIsNotCheckpointed() {
    assertThat(launch("audit", "seal").code()).isZero();
    assertThat(launch("audit", "seal").code()).as("the record of the first").isZero();
    refusesToPrune("is not checkpointed");
  }

  @Test
  void keepsWhatIsNotSealed() {
    database.ownersJdbc().sql("DELETE FROM broker.audit_segment WHERE first > 1").update();
    assertThat(launch(PRUNE).code()).isZero();
    assertThat(first()).isEqualTo(6);
    assertThat(launch("audit", "verify").code()).isZero();
  }

  @Test
  void keepsWhatADifferentManifestIsRegisteredOf() {
    database
        .ownersJdbc()
        .sql(
            """
            UPDATE broker.audit_segment SET manifest = replace(manifest, '"last":5', '"last":9')
            WHERE first = 1
            """)
        .update();
    refusesToPrune("fails");
  }

  @Test
  void keepsWhatAReplicaHasNotSeen() {
    database
        .ownersJdbc()
        .sql(
            """
            INSERT INTO broker.replica (id, started_at, seen_at, open_epoch, open_number)
            VALUES (gen_random_uuid(), now(), now(), 1, 3)
            """)
        .update();
    refusesToPrune("a replica has something open");
  }

  @Test
  void keepsWhatWasNotSentOn() {
    options.add("--broker.audit.stream.to=file:///nowhere/at/all");
    refusesToPrune("it was not sent on yet");
  }

  @Test
  void keepsWhatIsYoungerThanAsked() {
    assertThat(launch("audit", "prune", "--keep-days", "30").code()).isZero();
    assertThat(first()).isEqualTo(1);
    assertThat(launch("audit", "prune", "--keep-days", "x").text()).contains("takes");
    assertThat(launch("audit", "prune").text()).contains("takes");
  }

  @Test
  void isTheOwnersAlone() {
    options.removeIf(option -> option.startsWith("--broker.database.owner-password-file"));
    refusesToPrune("broker.database.owner-password-file");
    assertThatThrownBy(() -> database.jdbc().sql("DELETE FROM broker.audit_record").update())
        .rootCause()
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> database.jdbc().sql("DELETE FROM broker.audit_base").update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  /** Who owns the database cuts the beginning off, and says that it was pruned. */
  @Test
  void believesNoBaseThatItHasNotSigned() {
    database
        .ownersJdbc()
        .sql(
            """
            INSERT INTO broker.audit_base (epoch, number, hash, rows, signature)
            SELECT epoch, number, hash, decode('00000000', 'hex'), 'none'
            FROM broker.audit_record WHERE number = 5
            """)
        .update();
    database.ownersJdbc().sql("DELETE FROM broker.audit_record WHERE number <= 5").update();
    assertThat(launch("audit", "verify").code()).isEqualTo(1);
    Throwable refused = catchThrowable(() -> runs(1));
    assertThat(StartSentences.of(refused).orElse("")).contains("is not signed by the broker's key");
    database.ownersJdbc().sql("DELETE FROM broker.audit_base").update();
    assertThat(launch("audit", "verify").code()).isEqualTo(1);
    assertThat(catchThrowable(() -> runs(1))).isNotNull();
  }

  private void refusesToPrune(String why) {
    Said refused = launch(PRUNE);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.text()).contains(why);
    assertThat(first()).isEqualTo(1);
  }

  private long first() {
    return database
        .jdbc()
        .sql("SELECT min(number) FROM broker.audit_record")
        .query(Long.class)
        .single();
  }

  private List<String> bodies() {
    return database.jdbc().sql("SELECT body FROM broker.audit_record").query(String.class).list();
  }

  private String key() throws IOException {
    PrintStream stdout = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(launch("audit", "key").code()).isZero();
    } finally {
      System.setOut(stdout);
    }
    Path file = folder.resolve("key");
    Files.write(file, said.toByteArray());
    return file.toString();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static void alter(Path file, String what, String with) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(what);
    Files.writeString(file, before.replace(what, with));
  }

  private void runs(int records) {
    try (RunningBroker broker = RunningBroker.with(options)) {
      for (int i = 0; i < records; i++) {
        broker.bean(AuditTrail.class).record(AuditEvent.of("test.done"));
      }
    }
  }

  private record Said(int code, String text) {}

  private Said launch(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(options);
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    int code =
        new Launch(
                BrokerServer.class, Map.of(), new PrintStream(stderr, true, StandardCharsets.UTF_8))
            .run(arguments.toArray(String[]::new));
    return new Said(code, stderr.toString(StandardCharsets.UTF_8));
  }
}
