package dev.teambroker.server.rotation;

import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts rotations by the age of the keys, the oldest first and so many of an account at once:
 * after an outage those that are late follow each other as on any other day. What is due follows
 * from the stored keys alone, so nothing is remembered that could be lost. Thread-safe.
 */
@Component
class StartingRotations {
  private static final Logger LOG = LoggerFactory.getLogger(StartingRotations.class);
  private static final int MOST_LOOKED_AT = 1000;

  /** An undone rotation was undone for a reason. */
  private static final Duration AFTER_UNDOING = Duration.ofDays(1);

  private final RotationSchedule schedule;
  private final JdbcClient database;
  private final Exclusive exclusive;
  private final SharedUsers users;
  private final RotatingKeys keys;
  private final Rotating rotating;
  private final Changes changes;
  private final InstantSource clock;

  StartingRotations(
      RotationSchedule schedule,
      JdbcClient database,
      Exclusive exclusive,
      SharedUsers users,
      RotatingKeys keys,
      Rotating rotating,
      Changes changes,
      InstantSource clock) {
    this.schedule = schedule;
    this.database = database;
    this.exclusive = exclusive;
    this.users = users;
    this.keys = keys;
    this.rotating = rotating;
    this.changes = changes;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  void poll() {
    if (!schedule.isOn() || !schedule.mayStartAt(clock.instant())) {
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
    Map<String, Integer> working = working();
    for (Candidate candidate : candidates()) {
      int busy = working.getOrDefault(candidate.account(), 0);
      if (busy < schedule.perAccount() && starts(candidate.user())) {
        working.put(candidate.account(), busy + 1);
      }
    }
  }

  private record Candidate(SharedUserId user, String account) {}

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

  private List<Candidate> candidates() {
    Instant now = clock.instant();
    return database
        .sql(
            """
            select u.id, u.account
              from broker.access_key k join broker.shared_user u on u.id = k.shared_user_id
             where k.state = 'current' and k.stored_at <= :storedAtLatest
               and not exists (
                   select from broker.rotation r
                    where r.shared_user_id = u.id
                      and (r.step not in ('done', 'undone')
                           or (r.step = 'undone' and r.step_at > :undoneAfter)))
             order by k.stored_at limit :most
            """)
        .param("storedAtLatest", Times.of(schedule.storedAtLatest(now)))
        .param("undoneAfter", Times.of(now.minus(AFTER_UNDOING)))
        .param("most", MOST_LOOKED_AT)
        .query(
            (row, _) ->
                new Candidate(new SharedUserId(row.getString("id")), row.getString("account")))
        .list();
  }

  /** What was only looked for above is read here as the trail has it. */
  private boolean starts(SharedUserId id) {
    Optional<SharedUser> user = users.find(id);
    Optional<RotatingKeys.Stored> key = keys.current(id);
    if (user.isEmpty()
        || key.isEmpty()
        || schedule.dueAt(id.value(), key.get().storedAt()).isAfter(clock.instant())) {
      return false;
    }
    String says = "by the schedule: the key is of " + key.get().storedAt();
    return changes.run(() -> rotating.begin(user.get(), "schedule", null, says))
        instanceof Outcome.Done<Rotation>;
  }
}
