package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.database.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table is a map here: what stands in it is the hostile owner's choice. */
class DecidingRowsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final Map<String, Row> table = new HashMap<>();

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

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void acceptsTheNewestVersionAsSoonAsItIsCommitted() {
    put(new Row("t", 1, "one"));
    assertThat(read("t")).contains(new Row("t", 1, "one"));
    put(new Row("t", 2, "two"));
    assertThat(read("t")).contains(new Row("t", 2, "two"));
  }

  @Test
  void rejectsAlteredContentAndAuditsItOnce() {
    put(new Row("t", 1, "one"));
    table.put("t", new Row("t", 1, "forged"));
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
    Awaitility.await().until(() -> rejections() > 0);
    audit.trail().record(AuditEvent.of("test.after"));
    assertThat(rejections()).isEqualTo(1);
  }

  @Test
  void rejectsARowThatWasPutBack() {
    Row saved = new Row("t", 1, "one");
    put(saved);
    put(new Row("t", 2, "two"));
    table.put("t", saved);
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsARowThatWasPutBackAfterItsRemoval() {
    Row saved = new Row("t", 1, "one");
    put(saved);
    remove(saved);
    assertThat(read("t")).isEmpty();
    table.put("t", saved);
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsARowThatCannotBeRead() {
    assertThatThrownBy(
            () ->
                audit
                    .rows()
                    .<Row>read(
                        RowKind.TEAM,
                        "t",
                        () -> {
                          throw new IllegalArgumentException("no state is called forged");
                        }))
        .isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsAListOfWhichARowCannotBeRead() {
    assertThatThrownBy(
            () ->
                audit
                    .rows()
                    .<Row>readAll(
                        RowKind.TEAM,
                        () -> {
                          throw new NoSuchElementException("no state is called forged");
                        }))
        .isInstanceOf(RowRejected.class)
        .hasMessageContaining("it can't be read: no state is called forged");
    Awaitility.await().until(() -> rejections() > 0);
  }

  @Test
  void rejectsAMissingRow() {
    put(new Row("t", 1, "one"));
    table.remove("t");
    audit.index().refresh();
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsARowUnderAnotherRowsId() {
    put(new Row("t", 1, "one"));
    put(new Row("u", 1, "two"));
    table.put("t", new Row("u", 1, "two"));
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsARowWhoseOldRecordTheOwnerAppendsAgain() {
    Row saved = new Row("t", 1, "one");
    put(saved);
    RowChange old = audit.rows().change(saved);
    put(new Row("t", 2, "two"));
    table.put("t", saved);
    append(old);
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsARowWhoseRecordTheOwnerMakesUp() {
    put(new Row("t", 1, "one"));
    Row forged = new Row("t", 2, "forged");
    append(new RowChange(RowKind.TEAM, "t", 2, "0".repeat(64), false));
    table.put("t", forged);
    assertThatThrownBy(() -> read("t")).isInstanceOf(RowRejected.class);
  }

  @Test
  void rejectsAListWithOneForgedRow() {
    put(new Row("t", 1, "one"));
    assertThat(audit.rows().readAll(RowKind.TEAM, () -> List.copyOf(table.values()))).hasSize(1);
    table.put("u", new Row("u", 1, "forged"));
    assertThatThrownBy(() -> audit.rows().readAll(RowKind.TEAM, () -> List.copyOf(table.values())))
        .isInstanceOf(RowRejected.class);
  }

  @Test
  void decidesNothingOnceARecordThatWasSeenIsAnother() {
    put(new Row("t", 1, "one"));
    read("t");
    database.ownersJdbc().sql("UPDATE broker.audit_record SET hash = sha256(hash)").update();
    assertThatThrownBy(() -> audit.index().refresh()).isInstanceOf(TrailBroken.class);
    assertThatThrownBy(() -> audit.rows().upTo(new Recorded(1, 1, java.time.Instant.EPOCH)))
        .isInstanceOf(TrailBroken.class);
  }

  @Test
  void foldsUpToTheRecordThatTheCallerNames() {
    Recorded recorded = audit.trail().record(AuditEvent.of("session.requested"));
    audit.rows().upTo(recorded);
    assertThat(audit.index().seen().number()).isEqualTo(recorded.number());
  }

  private void put(Row row) {
    table.put(row.id(), row);
    append(audit.rows().change(row));
  }

  private void remove(Row row) {
    table.remove(row.id());
    append(audit.rows().removal(row.kind(), row.id(), row.version()));
  }

  private void append(RowChange change) {
    audit
        .transactions()
        .executeWithoutResult(
            status -> audit.trail().append(AuditEvent.of("team.changed").changing(change)));
  }

  private Optional<Row> read(String id) {
    return audit.rows().read(RowKind.TEAM, id, () -> Optional.ofNullable(table.get(id)));
  }

  private long rejections() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM broker.audit_record WHERE body LIKE '%row.rejected%'")
        .query(Long.class)
        .single();
  }
}
