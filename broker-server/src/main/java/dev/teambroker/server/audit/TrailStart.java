package dev.teambroker.server.audit;

import dev.teambroker.server.database.Heartbeats;
import dev.teambroker.server.database.StartRefused;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Folds the trail before anything listens; a broken one stops the start, but not a command. Then
 * this replica counts among the living.
 */
@Component
@ConditionalOnProperty(name = "broker.command", havingValue = "server", matchIfMissing = true)
class TrailStart implements SmartInitializingSingleton {
  private final TrailIndex index;
  private final Heartbeats heartbeats;

  TrailStart(TrailIndex index, Heartbeats heartbeats) {
    this.index = index;
    this.heartbeats = heartbeats;
  }

  @Override
  public void afterSingletonsInstantiated() {
    try {
      index.refresh();
    } catch (TrailBroken e) {
      throw new StartRefused(
          "the audit trail is broken (" + e.getMessage() + "); `broker audit verify` says more", e);
    }
    heartbeats.start();
  }
}
