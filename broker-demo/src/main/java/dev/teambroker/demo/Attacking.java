package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.util.ArrayList;
import java.util.List;

/** What happens when somebody who owns the database puts a hand in. */
final class Attacking {
  private final Stage stage;
  private final Person ada;
  private final Person bob;
  private final Narrator narrator;

  Attacking(Stage stage, Person ada, Person bob, Narrator narrator) {
    this.stage = stage;
    this.ada = ada;
    this.bob = bob;
    this.narrator = narrator;
  }

  void theTrailVerifies() {
    narrator.step("The audit trail is verified");
    Result verified = verify().orFail("verifying the trail");
    narrator.printed(verified.stdout(), 6);
  }

  void anAlteredRecordIsFound() {
    narrator.step("The database's owner rewrites history: one audit record, one name");
    try (DatabaseOwner owner = stage.databaseOwner()) {
      String change =
          "UPDATE broker.audit_record SET body = replace(body, '%s', '%s') WHERE number ="
              + " (SELECT max(number) FROM broker.audit_record WHERE body LIKE"
              + " '%%session.issued%%')";
      owner.changeOneRow(change.formatted("\"bob\"", "\"eve\""));
      found("record ");
      narrator.seen("found, by its number");
      owner.changeOneRow(change.formatted("\"eve\"", "\"bob\""));
    }
  }

  void aForgedGrantYieldsNothing() {
    narrator.step("The database's owner gives Bob twelve hours instead of one");
    try (DatabaseOwner owner = stage.databaseOwner()) {
      owner.changeOneRow(
          "UPDATE broker.session_grant SET maximum_duration = 43200 WHERE kind = 'role'");
    }
    Result session = bob.runs("broker-cli", "credential-process", "too-long");
    if (session.exitCode() == 0) {
      throw new StepFailed("a forged grant yielded a session");
    }
    narrator.printed(session.stderr(), 4);
    found("grant ");
    narrator.seen("no session from the forged row, and verify names it");
  }

  /** Verifies once more: it has to fail, and to name what it found. */
  private void found(String what) {
    Result verified = verify();
    List<String> faults =
        verified.stdout().lines().filter(line -> line.startsWith("BROKEN: ")).toList();
    if (verified.exitCode() == 0 || faults.stream().noneMatch(fault -> fault.contains(what))) {
      throw new StepFailed("verify did not find it:\n" + verified.stdout() + verified.stderr());
    }
    narrator.printed(String.join("\n", faults), 4);
  }

  private Result verify() {
    List<String> words = new ArrayList<>(List.of(stage.launcher(), "audit", "verify"));
    words.addAll(stage.brokerOptions());
    return ada.runs(words.toArray(String[]::new));
  }
}
