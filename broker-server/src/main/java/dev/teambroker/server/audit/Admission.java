package dev.teambroker.server.audit;

/** What became of a record that carried a proof of possession. */
public sealed interface Admission {
  /** The proof was fresh; it is used up now and the record is durable. */
  record Admitted(Recorded recorded) implements Admission {}

  /** The proof was used before, on whichever replica; nothing was written. */
  record ProofReplayed() implements Admission {}
}
