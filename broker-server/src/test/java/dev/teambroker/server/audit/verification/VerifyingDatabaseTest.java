package dev.teambroker.server.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.TestRowMac;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.database.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the owner of the database can do to it, and what is said of it. */
class VerifyingDatabaseTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final TreeMap<String, Row> table = new TreeMap<>();

  private record Row(String id, long version, String value) implements DecidingRow {
    @Override
    public RowKind kind() {
      return RowKind.TEAM;
    }

    @Override
    public RowContent content() {
      return RowContent.format(1).text(value);
    }
  }

  private final class Teams implements AuthenticatedRows {
    @Override
    public Stream<? extends DecidingRow> all() {
      return table.values().stream();
    }

    @Override
    public Set<RowKind> kinds() {
      return Set.of(RowKind.TEAM);
    }
  }

  /** Records 1 to 4 change the rows a, b, a, c; record 5 removes c; 6 to 10 are others. */
  @BeforeEach
  void writeATrail() {
    put(new Row("a", 1, "one"));
    put(new Row("b", 1, "two"));
    put(new Row("a", 2, "three"));
    put(new Row("c", 1, "four"));
    table.remove("c");
    append(audit.rows().removal(RowKind.TEAM, "c", 1));
    for (int i = 0; i < 5; i++) {
      audit.trail().record(AuditEvent.of("test.other").with("i", i));
    }
  }

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void findsNothingWrongAndCounts() {
    AuditReport report = verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.lines()).contains("records: 10", "deciding rows: 2");
  }

  @Test
  void namesAnEditedRecord() {
    owner(
        "UPDATE broker.audit_record SET body = replace(body, 'other', 'harmless') WHERE number = 7");
    broken("record 7 of epoch 1: its hash is not that of its content");
  }

  @Test
  void namesWhereARecordWasDeleted() {
    owner("DELETE FROM broker.audit_record WHERE number = 7");
    broken("record 8 of epoch 1 comes after record 6 of epoch 1: what was between is missing");
  }

  @Test
  void saysThatTheFirstRecordsAreMissing() {
    owner("DELETE FROM broker.audit_record WHERE number < 6");
    assertThat(verify().faults())
        .first()
        .asString()
        .contains("record 1 is missing: the trail begins with 6");
  }

  @Test
  void namesWhereTwoRecordsWereSwapped() {
    owner("UPDATE broker.audit_record SET number = 15 - number + 100 WHERE number IN (7, 8)");
    owner("UPDATE broker.audit_record SET number = number - 100 WHERE number > 100");
    broken("record 7 of epoch 1: its hash is not that of its content");
  }

  @Test
  void namesAnInsertedRecord() {
    owner("UPDATE broker.audit_record SET number = number + 100 WHERE number > 7");
    owner("UPDATE broker.audit_record SET number = number - 99 WHERE number > 100");
    owner("INSERT INTO broker.audit_record SELECT 1, 8, '{}', sha256('x')");
    broken("record 8 of epoch 1: its hash is not that of its content");
  }

  @Test
  void saysThatTheTailWasCutWhileTheHeadStayed() {
    owner("DELETE FROM broker.audit_record WHERE number > 8");
    broken("the head says record 10 of epoch 1, the last record is 8 of epoch 1: the tail was cut");
  }

  @Test
  void saysThatTheHeadWasMoved() {
    owner("UPDATE broker.audit_head SET number = 8");
    broken("the head says record 8 of epoch 1, the last record is 10");
  }

  @Test
  void namesARecordThatWasAppendedWithoutTheFunction() {
    owner("INSERT INTO broker.audit_record SELECT 1, 11, '{}', sha256('x')");
    broken("record 11 of epoch 1: its hash is not that of its content");
  }

  @Test
  void saysWhatItCannotSeeWhenTheTailWasCutWithTheHead() {
    owner("DELETE FROM broker.audit_record WHERE number > 8");
    owner(
        """
        UPDATE broker.audit_head SET number = 8,
          hash = (SELECT hash FROM broker.audit_record WHERE number = 8)
        """);
    AuditReport report = verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("not seen: a tail that was cut"));
  }

  @Test
  void namesTheRowWhoseRecordWasCutWithTheTail() {
    put(new Row("b", 2, "five"));
    owner("DELETE FROM broker.audit_record WHERE number > 10");
    owner(
        """
        UPDATE broker.audit_head SET number = 10,
          hash = (SELECT hash FROM broker.audit_record WHERE number = 10)
        """);
    broken("the team b: it has version 2, the trail says 1");
  }

  @Test
  void namesAnAlteredRow() {
    table.put("a", new Row("a", 2, "forged"));
    broken("the team a: its content is not what the trail says");
  }

  @Test
  void namesARowThatWasPutBack() {
    table.put("a", new Row("a", 1, "one"));
    broken("the team a: it has version 1, the trail says 2");
  }

  @Test
  void namesARowThatWasPutBackAfterItsRemoval() {
    table.put("c", new Row("c", 1, "four"));
    broken("the team c: the trail says that it was removed");
  }

  @Test
  void namesAMissingRow() {
    table.remove("b");
    broken("the team b: it is missing");
  }

  @Test
  void namesARowThatTheTrailDoesNotKnow() {
    table.put("d", new Row("d", 1, "new"));
    broken("the team d: the trail doesn't know it");
  }

  @Test
  void namesTheRowThatAnAppendedOldRecordIsMeantToBringBack() {
    Row old = new Row("a", 1, "one");
    append(audit.rows().change(old));
    broken("record 11 of epoch 1 names version 1 of the team a, which doesn't follow");
    table.put("a", old);
    assertThat(verify().faults()).contains("the team a: it has version 1, the trail says 2");
  }

  @Test
  void namesARowWhoseRemovalTheOwnerForged() {
    table.remove("b");
    append(new RowChange(RowKind.TEAM, "b", 2, "0".repeat(64), true));
    broken("the team b: its removal was not made by this broker");
  }

  @Test
  void namesRowsOfAKindThatNothingReads() {
    append(new RowChange(RowKind.GRANT, "g", 1, "0".repeat(64), false));
    broken("the grant g: nothing reads this kind of row");
  }

  private void put(Row row) {
    table.put(row.id(), row);
    append(audit.rows().change(row));
  }

  private void append(RowChange change) {
    audit
        .transactions()
        .executeWithoutResult(
            status -> audit.trail().append(AuditEvent.of("team.changed").changing(change)));
  }

  private void owner(String sql) {
    database.ownersJdbc().sql(sql).update();
  }

  private AuditReport verify() {
    return new VerifyingDatabase(
            database.service(),
            Objects.requireNonNull(database.transactions().getTransactionManager()),
            new TestRowMac(),
            List.of(new Teams()))
        .verify();
  }

  private void broken(String how) {
    assertThat(verify().faults()).singleElement().asString().contains(how);
  }
}
