package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.VoidedByRestore;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * After a restore no code counts that may have been used before it: each factor's last step is
 * moved to the last one whose code could have been accepted.
 */
@Component
class StepsMovedByRestore implements VoidedByRestore {
  private final JdbcClient database;
  private final InstantSource clock;

  StepsMovedByRestore(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Voided> makeVoid() {
    int moved =
        database
            .sql("update broker.factor_step set last_step = greatest(last_step, :step)")
            .param("step", Totp.current(clock.instant()) + 1)
            .update();
    return List.of(new Voided("factors' codes so far", moved, List.of()));
  }
}
