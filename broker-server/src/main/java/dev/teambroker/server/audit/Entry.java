package dev.teambroker.server.audit;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A record on its way to the writer. Either its caller gives it up, or the writer takes it. */
final class Entry {
  private enum State {
    WAITING,
    TAKEN,
    GIVEN_UP
  }

  private final String body;
  private final Instant at;
  private final @Nullable UUID onlyWhileLives;
  private final @Nullable ProofUse proof;
  private final @Nullable LedgerRow ledger;
  private final @Nullable CodeUse code;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<Admission> outcome = new CompletableFuture<>();

  Entry(
      String body,
      Instant at,
      @Nullable UUID onlyWhileLives,
      @Nullable ProofUse proof,
      @Nullable LedgerRow ledger,
      @Nullable CodeUse code) {
    this.body = body;
    this.at = at;
    this.onlyWhileLives = onlyWhileLives;
    this.proof = proof;
    this.ledger = ledger;
    this.code = code;
  }

  String body() {
    return body;
  }

  Instant at() {
    return at;
  }

  /** The replica without which the record isn't written. */
  @Nullable UUID onlyWhileLives() {
    return onlyWhileLives;
  }

  @Nullable ProofUse proof() {
    return proof;
  }

  @Nullable LedgerRow ledger() {
    return ledger;
  }

  @Nullable CodeUse code() {
    return code;
  }

  CompletableFuture<Admission> outcome() {
    return outcome;
  }

  /** The writer's: false when the caller has gone. */
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  /** The caller's: true when the writer will never write it. */
  boolean giveUp() {
    return state.compareAndSet(State.WAITING, State.GIVEN_UP);
  }
}
