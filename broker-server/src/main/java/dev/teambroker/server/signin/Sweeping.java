package dev.teambroker.server.signin;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what is expired, a little at a time. Any number of replicas may do so at once. */
@Component
class Sweeping {
  private static final int MOST_SIGN_INS = 100;
  private static final int MOST_ROWS = 10_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final JdbcClient database;
  private final SignIns signIns;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Sweeping(
      JdbcClient database,
      SignIns signIns,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.database = database;
    this.signIns = signIns;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void sweep() {
    Instant now = clock.instant();
    sweep("dpop_proof", "proof", "expires_at", now);
    sweep("access_token", "hash", "expires_at", now);
    sweep("refresh_token", "hash", "expires_at", now.minus(KEPT));
    sweep("spent_verification", "ctid", "verified_at", now.minus(KEPT));
    changes.run(() -> sweepSignIns(now.minus(KEPT)));
  }

  private void sweep(String table, String key, String time, Instant before) {
    database
        .sql(
            """
            delete from broker.%1$s where %2$s in (
              select %2$s from broker.%1$s where %3$s < :before limit :most)
            """
                .formatted(table, key, time))
        .param("before", Times.of(before))
        .param("most", MOST_ROWS)
        .update();
  }

  private Outcome<Integer> sweepSignIns(Instant before) {
    List<SignIn> expired = signIns.expired(before, MOST_SIGN_INS);
    if (!expired.isEmpty()) {
      RowChange[] removed = expired.stream().map(signIns::delete).toArray(RowChange[]::new);
      trail.append(
          AuditEvent.of("sign-ins.expired").with("count", removed.length).changing(removed));
    }
    return Outcome.done(expired.size());
  }
}
