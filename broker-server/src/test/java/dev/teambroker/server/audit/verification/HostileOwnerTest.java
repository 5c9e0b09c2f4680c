package dev.teambroker.server.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.Rewriting;
import dev.teambroker.server.audit.TestRowMac;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import dev.teambroker.server.audit.checkpoint.TestCheckpointKey;
import dev.teambroker.server.database.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Who owns the database, and what a checkpoint outside of it shows of that. */
class HostileOwnerTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final TestCheckpointKey key = new TestCheckpointKey();

  @TempDir private Path folder;

  /** Ten records, the checkpoint of the eighth. */
  @BeforeEach
  void writeATrail() throws IOException {
    record(1, 8);
    audit.index().refresh();
    checkpoints(key).keep(audit.index().seen());
    record(9, 10);
  }

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void findsNothingWrongInATrailThatWentOn() throws IOException {
    AuditReport report = verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.lines())
        .anyMatch(line -> line.startsWith("checkpoints: 1 of " + file()))
        .contains("not seen: a tail that was cut off after the last checkpoint");
  }

  @Test
  void saysWhatItCannotSeeWithoutCheckpoints() {
    assertThat(database().verify().lines())
        .anyMatch(line -> line.startsWith("not seen: a tail that was cut off together"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE broker.audit_record SET body = replace(body, 'i\":\"3', 'i\":\"4')",
        "DELETE FROM broker.audit_record WHERE number = 3",
        "UPDATE broker.audit_record SET number = CASE number WHEN 3 THEN 1004 ELSE 1003 END"
            + " WHERE number IN (3, 4);"
            + "UPDATE broker.audit_record SET number = number - 1000 WHERE number > 1000",
        "DELETE FROM broker.audit_record WHERE number > 7"
      })
  void findsARecordThatWasEditedDeletedMovedOrCutOff(String sql) throws IOException {
    database.ownersJdbc().sql(sql).update();
    assertThat(verify().faults()).isNotEmpty();
    assertThat(database().verify().faults()).as("the chain itself shows it").isNotEmpty();
  }

  @Test
  void findsATailThatWasCutOffWithTheHead() throws IOException {
    Rewriting.cutTail(database, 3);
    assertThat(database().verify().faults()).as("it is a chain").isEmpty();
    assertThat(verify().faults())
        .singleElement()
        .asString()
        .contains("the trail ends with record 7 of epoch 1", "record 8 of epoch 1", "cut off");
  }

  @Test
  void findsAChainThatWasRecomputedAsAWhole() throws IOException {
    Rewriting.rewrite(database, "i\":\"3", "i\":\"33");
    assertThat(database().verify().faults()).as("it is a chain").isEmpty();
    assertThat(verify().faults()).singleElement().asString().contains("it was rewritten");
  }

  @Test
  void findsARecordThatWasTakenOutOfARecomputedChain() throws IOException {
    database.ownersJdbc().sql("DELETE FROM broker.audit_record WHERE number = 3").update();
    database
        .ownersJdbc()
        .sql("UPDATE broker.audit_record SET number = number + 999 WHERE number > 3")
        .update();
    database
        .ownersJdbc()
        .sql("UPDATE broker.audit_record SET number = number - 1000 WHERE number > 999")
        .update();
    database.ownersJdbc().sql("UPDATE broker.audit_head SET number = 9").update();
    Rewriting.recompute(database);
    assertThat(database().verify().faults()).as("it is a chain").isEmpty();
    assertThat(verify().faults()).singleElement().asString().contains("it was rewritten");
  }

  @Test
  void findsAnOlderTrailThatWentOnAgain() throws IOException {
    Rewriting.cutTail(database, 5);
    database
        .ownersJdbc()
        .sql(
            "SELECT broker.audit_append(array_fill('{}'::text, ARRAY[9]),"
                + " array_fill(NULL::uuid, ARRAY[9]), array_fill(NULL::bytea, ARRAY[9]),"
                + " array_fill(NULL::timestamptz, ARRAY[9]), NULL)")
        .query()
        .listOfRows();
    assertThat(database().verify().faults()).as("it is a chain").isEmpty();
    assertThat(verify().faults()).singleElement().asString().contains("it was rewritten");
  }

  @Test
  void findsAnEpochThatNobodyVouchesFor() throws IOException {
    Rewriting.cutTail(database, 5);
    database.ownersJdbc().sql("SELECT broker.audit_open_epoch(2, '{}')").query().listOfRows();
    assertThat(database().verify().faults()).as("it is a chain").isEmpty();
    assertThat(verify().faults()).singleElement().asString().contains("record 8 of epoch 1");
  }

  @Test
  void takesNoCheckpointThatThePinnedKeyHasNotSigned() throws IOException {
    Rewriting.cutTail(database, 3);
    audit.index().watch(Chain.START);
    audit.index().refresh();
    checkpoints(new TestCheckpointKey()).keep(audit.index().seen());
    assertThat(verify().faults())
        .anyMatch(fault -> fault.contains("is not signed by the key"))
        .anyMatch(fault -> fault.contains("cut off"));
    Files.writeString(file(), Files.readString(file()).replace("\"number\":8", "\"number\":7"));
    assertThat(verify().faults()).hasSize(2).allMatch(fault -> fault.contains("is not signed"));
  }

  @Test
  void showsTheSameOfAnExport() throws IOException {
    assertThat(verifyExport(1).faults()).isEmpty();
    assertThat(verifyExport(5).faults()).isEmpty();
    assertThat(verifyExport(9).faults()).as("begins after the checkpoint").isEmpty();
    Rewriting.rewrite(database, "i\":\"6", "i\":\"66");
    assertThat(verifyExport(5).faults()).singleElement().asString().contains("was rewritten");
  }

  private void record(int from, int to) {
    for (int i = from; i <= to; i++) {
      audit.trail().record(AuditEvent.of("test.done").with("i", i));
    }
  }

  private Path file() {
    return folder.resolve("kept").resolve("checkpoints.jsonl");
  }

  private Checkpoints checkpoints(CheckpointSigner signer) {
    return TestCheckpointKey.keptIn(file(), signer);
  }

  private SignedCheckpoints kept() throws IOException {
    CheckpointKey pinned = new CheckpointKey(CheckpointKey.of(key.publicKey()).pin());
    return SignedCheckpoints.of(file().toString(), Files.readAllLines(file()), pinned);
  }

  private AuditReport verify() throws IOException {
    return database().verify(kept(), Optional.empty());
  }

  private AuditReport verifyExport(long from) throws IOException {
    String lines =
        audit.reading().after(1, from - 1, 100).stream()
            .map(JsonMapper.shared()::writeValueAsString)
            .collect(Collectors.joining("\n"));
    return VerifyingExports.verify(new BufferedReader(new StringReader(lines)), kept());
  }

  private VerifyingDatabase database() {
    return new VerifyingDatabase(
        database.service(),
        Objects.requireNonNull(database.transactions().getTransactionManager()),
        new TestRowMac(),
        List.of());
  }
}
