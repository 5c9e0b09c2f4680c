package dev.teambroker.server.audit.start;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.TrailBroken;
import dev.teambroker.server.audit.TrailIndex;
import dev.teambroker.server.audit.checkpoint.Checkpoint;
import dev.teambroker.server.audit.checkpoint.Checkpointing;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.snapshot.UnsignedBase;
import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.database.StartRefused;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Folds the trail before anything listens, and holds it against the last checkpoint. A trail that
 * is broken, or not the one that was, stops the start, but not a command. Then this replica counts
 * among the living.
 */
@Component
@ConditionalOnProperty(name = "broker.command", havingValue = "server", matchIfMissing = true)
class TrailStart implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(TrailStart.class);

  private final TrailIndex index;
  private final AuditTrail trail;
  private final Checkpoints checkpoints;
  private final ComparingTrail comparing;
  private final Checkpointing checkpointing;
  private final Heartbeats heartbeats;

  TrailStart(
      TrailIndex index,
      AuditTrail trail,
      Checkpoints checkpoints,
      ComparingTrail comparing,
      Checkpointing checkpointing,
      Heartbeats heartbeats) {
    this.index = index;
    this.trail = trail;
    this.checkpoints = checkpoints;
    this.comparing = comparing;
    this.checkpointing = checkpointing;
    this.heartbeats = heartbeats;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Optional<Checkpoint> last = checkpoints.last();
    try {
      last.flatMap(comparing::difference).ifPresent(TrailStart::refuse);
      index.refresh();
    } catch (TrailBroken | UnsignedBase e) {
      throw new StartRefused(
          "the audit trail is broken (" + e.getMessage() + "); `broker audit verify` says more", e);
    }
    if (last.isEmpty()) {
      trail.record(AuditEvent.of("checkpoints.begun").with("place", checkpoints.place()));
    }
    checkpointing.begin();
    checkpointing.overdue().ifPresent(why -> log.warn("{}", why));
    if (checkpoints.areInOneFile()) {
      log.warn(
          "the trail's checkpoints are kept in {} alone: who can change both that file and the"
              + " database can hide what they did; copy it elsewhere, and pin {}",
          checkpoints.place(),
          checkpoints.key().pin());
    }
    heartbeats.start();
  }

  private static void refuse(String difference) {
    throw new StartRefused(
        difference
            + ". Whoever put an older database back, or rewrote this one, is not served. If it was"
            + " you, and what is missing is really lost, say so: `broker restore accept`.");
  }
}
