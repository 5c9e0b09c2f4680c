package dev.teambroker.server.audit;

/** What became of a record that was written on a condition. */
public sealed interface Admission {
  /** The proof was fresh and is used up now, the replica is one; the record is durable. */
  record Admitted(Recorded recorded) implements Admission {}

  /** The proof was used before, on whichever replica; nothing was written. */
  record ProofReplayed() implements Admission {}

  /** Others have declared the replica lost that the record was written for; nothing was written. */
  record ReplicaLost() implements Admission {}

  /**
   * The record's code, or the sign-in that it was sent in, didn't allow it; nothing was written.
   */
  record CodeRefused(CodeUse.Refusal why) implements Admission {}
}
