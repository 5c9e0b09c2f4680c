package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;

/** What the function that writes the trail did with a record. */
sealed interface Appended {
  record Stands(Line line) implements Appended {}

  record ProofReplayed() implements Appended {}

  record ReplicaLost() implements Appended {}

  record CodeRefused(CodeUse.Refusal why) implements Appended {}
}
