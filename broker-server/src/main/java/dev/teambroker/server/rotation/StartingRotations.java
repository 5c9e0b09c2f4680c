package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.RowRejected;
import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts rotations when their turns come, those of the oldest keys first and so many of an account
 * at once: after an outage those that are late follow each other as on any other day. Thread-safe.
 */
@Component
class StartingRotations {
  private static final Logger LOG = LoggerFactory.getLogger(StartingRotations.class);

  private final RotationSchedule schedule;
  private final Turns turns;
  private final JdbcClient database;
  private final Exclusive exclusive;
  private final Rotating rotating;
  private final Changes changes;
  private final InstantSource clock;

  StartingRotations(
      RotationSchedule schedule,
      Turns turns,
      JdbcClient database,
      Exclusive exclusive,
      Rotating rotating,
      Changes changes,
      InstantSource clock) {
    this.schedule = schedule;
    this.turns = turns;
    this.database = database;
    this.exclusive = exclusive;
    this.rotating = rotating;
    this.changes = changes;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  void poll() {
    if (!schedule.mayStartAt(clock.instant())) {
      return;
    }
    try (Exclusive.Held held = exclusive.tryTake("starting rotations").orElse(null)) {
      if (held != null) {
        ScopedValue.where(RequestContext.CURRENT, RequestContext.ofBroker("rotation-schedule"))
            .run(this::start);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("no rotation was started: {}", e.getMessage());
    }
  }

  /** Starts those that are due now, within each account's bound. */
  void start() {
    List<Turns.Due> due = turns.due();
    if (due.isEmpty()) {
      return;
    }
    Map<String, Integer> working = working();
    for (Turns.Due each : due) {
      int busy = working.getOrDefault(each.account(), 0);
      if (busy < schedule.perAccount() && starts(each)) {
        working.put(each.account(), busy + 1);
      }
    }
  }

  /** How many rotations of each account are making and proving keys. */
  private Map<String, Integer> working() {
    Map<String, Integer> working = new HashMap<>();
    database
        .sql(
            """
            select u.account, count(*) as runs
              from broker.rotation r join broker.shared_user u on u.id = r.shared_user_id
             where r.step in ('requested', 'creating', 'sealed', 'proved')
               and r.hold_ground is null
             group by u.account
            """)
        .query(
            row -> {
              working.put(row.getString("account"), row.getInt("runs"));
            });
    return working;
  }

  /** What was only looked for is read here as the trail has it; a forged row stops no other one. */
  private boolean starts(Turns.Due due) {
    try {
      return turns.come(due).filter(this::begins).isPresent();
    } catch (RowRejected forged) {
      LOG.warn("the rotation of {} was not started: {}", due.user().value(), forged.getMessage());
      return false;
    }
  }

  private boolean begins(Turns.Turn turn) {
    String says = "by the schedule: the key is of " + turn.madeAt();
    return changes.run(() -> rotating.begin(turn.user(), "schedule", null, says))
        instanceof Outcome.Done<Rotation>;
  }
}
