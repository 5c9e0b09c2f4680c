package dev.teambroker.server.audit;

import dev.teambroker.server.audit.Admission.Admitted;
import dev.teambroker.server.audit.Purpose.Begins;
import dev.teambroker.server.audit.Purpose.Ends;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.database.OpenWork;
import dev.teambroker.server.database.Storage;
import jakarta.annotation.PreDestroy;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What begins on the trail, goes on outside of the database, and has to end on the trail: such as
 * asking AWS for a session. The record that begins it names this replica. One that this replica
 * doesn't end, whether it dies or can't write, is ended by {@link EndingForLost} under an unknown
 * outcome; from then on this replica can't end it any more. Thread-safe.
 */
@Component
public class Undertakings implements OpenWork, Undertaking.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Undertakings.class);

  private final AuditTrail trail;
  private final TrailIndex index;
  private final Heartbeats heartbeats;
  private final Storage storage;
  private final Set<Undertaking> open = ConcurrentHashMap.newKeySet();

  Undertakings(AuditTrail trail, TrailIndex index, Heartbeats heartbeats, Storage storage) {
    this.trail = trail;
    this.index = index;
    this.heartbeats = heartbeats;
    this.storage = storage;
  }

  /**
   * Begins it, durably, unless there is no room or this replica is out of touch; in the same commit
   * the proof is used up. The caller closes what has begun.
   *
   * @throws AuditUnavailable when the record isn't durable
   */
  public Beginning begin(AuditEvent event, @Nullable ProofUse proof) {
    Optional<String> full = storage.full();
    if (full.isPresent()) {
      return new Beginning.NoRoom(full.get());
    }
    Optional<UUID> replica = heartbeats.current();
    return replica.isPresent()
        ? begin(event, proof, new Undertaking(this, replica.get(), seen()))
        : new Beginning.OutOfTouch(Heartbeats.INTERVAL);
  }

  private Beginning begin(AuditEvent event, @Nullable ProofUse proof, Undertaking undertaking) {
    open.add(undertaking);
    boolean begun = false;
    try {
      Begins begins = new Begins(undertaking.replica());
      Beginning beginning =
          switch (trail.record(event, begins, proof, null)) {
            case Admitted(Recorded recorded) -> {
              undertaking.begins(recorded);
              yield new Beginning.Begun(undertaking);
            }
            case Admission.ProofReplayed _ -> new Beginning.ProofReplayed();
            case Admission.ReplicaLost _ -> new Beginning.OutOfTouch(Heartbeats.INTERVAL);
            case Admission.CodeRefused _ -> throw new IllegalStateException("there was no code");
          };
      begun = beginning instanceof Beginning.Begun;
      return beginning;
    } catch (AuditUnavailable e) {
      if (e.isOutcomeUnknown()) {
        heartbeats.giveUp(undertaking.replica());
      }
      throw e;
    } finally {
      if (!begun) {
        open.remove(undertaking);
      }
    }
  }

  @Override
  public void end(AuditEvent result, Ends ends, @Nullable LedgerRow session) {
    switch (trail.record(result, ends, null, session)) {
      case Admitted _ -> {}
      case Admission.ReplicaLost _ ->
          throw AuditUnavailable.notWritten("it was ended by others, under unknown outcome", null);
      case Admission.ProofReplayed _, Admission.CodeRefused _ ->
          throw new IllegalStateException("there was neither a proof nor a code");
    }
  }

  @Override
  public void close(Undertaking undertaking, boolean ended) {
    if (!ended) {
      heartbeats.giveUp(undertaking.replica());
    }
    open.remove(undertaking);
  }

  /**
   * Read before what is open, as what begins meanwhile begins after it. The trail is folded before:
   * by this the others know from when on nothing here rests on what was before.
   */
  @Override
  public Since since() {
    fold();
    Since seen = seen();
    return Stream.concat(Stream.of(seen), open.stream().map(Undertaking::after))
        .min(Comparator.comparingLong(Since::epoch).thenComparingLong(Since::number))
        .orElse(seen);
  }

  /** A heartbeat doesn't fail with it: what is not folded is not claimed either. */
  private void fold() {
    try {
      index.refresh();
    } catch (AuditUnavailable | TrailBroken e) {
      LOG.warn("the trail was not folded: {}", e.getMessage());
    }
  }

  private Since seen() {
    Chain chain = index.seen();
    return new Since(chain.epoch(), chain.number());
  }

  @PreDestroy
  void leave() {
    if (open.isEmpty()) {
      heartbeats.leave();
    }
  }
}
