package dev.teambroker.server.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyingExportsTest {
  private final List<Line> lines = new ArrayList<>(Export.of(20));

  @Test
  void acceptsAnExportAndCountsIt() {
    AuditReport report = Export.verify(lines);
    assertThat(report.isSound()).isTrue();
    assertThat(report.lines())
        .contains("records: 20")
        .anyMatch(line -> line.startsWith("last record: epoch 1, number 20, hash "));
  }

  @Test
  void namesAnEditedRecord() {
    replace(7, line -> new Line(1, 7, line.body().replace("test", "TEST"), line.hash()));
    broken("record 7 of epoch 1: its hash is not that of its content");
  }

  @Test
  void namesTheRecordAfterOneWhoseHashWasRecomputed() {
    replace(7, line -> Export.after(Chain.at(lines.get(5)), "{\"action\":\"forged\"}"));
    broken("record 8 of epoch 1: its hash is not that of its content after the record before it");
  }

  @Test
  void namesWhereARecordIsMissing() {
    lines.remove(6);
    broken("record 8 of epoch 1 comes after record 6 of epoch 1: what was between is missing");
  }

  @Test
  void namesWhereTheOrderIsBroken() {
    Collections.swap(lines, 6, 7);
    broken("record 8 of epoch 1 comes after record 6");
  }

  @Test
  void namesAnInsertedRecord() {
    lines.add(7, Export.after(Chain.at(lines.get(5)), "{\"action\":\"inserted\"}"));
    broken("record 7 of epoch 1 comes after record 7 of epoch 1: the order is broken");
  }

  @Test
  void namesARecordWithAnotherNumber() {
    replace(7, line -> new Line(1, 70, line.body(), line.hash()));
    broken("record 70 of epoch 1 comes after record 6 of epoch 1");
  }

  @Test
  void namesOnlyTheFirstBrokenRecord() {
    replace(3, line -> new Line(1, 3, "{}", line.hash()));
    replace(9, line -> new Line(1, 9, "{}", line.hash()));
    assertThat(Export.verify(lines).faults()).singleElement().asString().startsWith("record 3 ");
  }

  @Test
  void saysThatACutTailCannotBeSeen() {
    AuditReport report = Export.verify(lines.subList(0, 12));
    assertThat(report.isSound()).isTrue();
    assertThat(report.lines()).anyMatch(line -> line.contains("records after the last one"));
  }

  @Test
  void verifiesAnExportThatBeginsLaterAndSaysWhatItCannotSee() {
    AuditReport report = Export.verify(lines.subList(5, 20));
    assertThat(report.isSound()).isTrue();
    assertThat(report.lines()).anyMatch(line -> line.contains("what is before the first record"));
  }

  @Test
  void acceptsANewEpochThatContinuesTheChain() {
    Chain last = Chain.at(lines.getLast());
    String hash = Chain.hashAfter(last.hash(), 2, 1, "{}");
    lines.add(new Line(2, 1, "{}", hash));
    assertThat(Export.verify(lines).isSound()).isTrue();
  }

  @Test
  void namesALineThatIsNoRecord() {
    for (String bad :
        List.of(
            "not json",
            "",
            "{}",
            "{\"epoch\":1,\"number\":2,\"body\":\"\"}",
            "{\"epoch\":1,\"number\":2,\"body\":\"\",\"hash\":\"\",\"more\":1}",
            "{\"epoch\":1,\"number\":2,\"number\":2,\"body\":\"\",\"hash\":\"\"}")) {
      AuditReport report =
          Export.verify(
              "{\"epoch\":1,\"number\":1,\"body\":\"{}\",\"hash\":\""
                  + Chain.hashAfter(Chain.START.hash(), 1, 1, "{}")
                  + "\"}\n"
                  + bad
                  + "\n{}");
      assertThat(report.faults())
          .describedAs(bad)
          .singleElement()
          .asString()
          .contains("line 2 is not a record");
    }
  }

  @Test
  void verifiesAnEmptyExport() {
    assertThat(Export.verify("").lines()).contains("records: 0");
  }

  private void replace(int number, java.util.function.UnaryOperator<Line> change) {
    lines.set(number - 1, change.apply(lines.get(number - 1)));
  }

  private void broken(String how) {
    assertThat(Export.verify(lines).faults()).singleElement().asString().contains(how);
  }
}
