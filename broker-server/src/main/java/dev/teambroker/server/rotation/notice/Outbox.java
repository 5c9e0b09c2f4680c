package dev.teambroker.server.rotation.notice;

import dev.teambroker.server.member.Times;
import dev.teambroker.server.rotation.Turns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which events of runs, and which turns that come, the receiver has taken. What is older than a
 * week is told no more.
 */
@Component
class Outbox {
  private static final Duration NO_NEWS = Duration.ofDays(7);

  private final JdbcClient database;
  private final InstantSource clock;

  Outbox(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** An event with its place in its run. */
  record Event(String rotationId, long number, Notice notice) {}

  /** Those that were not taken yet, the oldest first; not all at once. */
  List<Event> waiting() {
    return database
        .sql(
            """
            select e.rotation_id, e.number, e.at, e.step, e.says,
                   coalesce(u.name, r.shared_user_id) as name, coalesce(u.account, '') as account
              from broker.rotation_event e
              join broker.rotation r on r.id = e.rotation_id
              left join broker.shared_user u on u.id = r.shared_user_id
             where e.at > :since
               and not exists (select 1 from broker.rotation_notice n
                                where n.rotation_id = e.rotation_id and n.number = e.number)
             order by e.at, e.rotation_id, e.number
             limit 100
            """)
        .param("since", Times.of(newest()))
        .query(
            (row, _) ->
                new Event(
                    row.getString("rotation_id"),
                    row.getLong("number"),
                    Notice.ofEvent(
                        row.getString("rotation_id"),
                        row.getLong("number"),
                        Times.read(row, "at"),
                        row.getString("name"),
                        row.getString("account"),
                        row.getString("step"),
                        row.getString("says"))))
        .list();
  }

  void taken(Event event) {
    database
        .sql(
            """
            insert into broker.rotation_notice (rotation_id, number, taken_at)
            values (:rotation, :number, :at)
            """)
        .param("rotation", event.rotationId())
        .param("number", event.number())
        .param("at", Times.of(clock.instant()))
        .update();
  }

  /** Whether the receiver was told of this key's turn. */
  boolean isTaken(Turn turn) {
    return database
        .sql("select exists (select from broker.rotation_announcement where access_key_id = :id)")
        .param("id", turn.accessKeyId())
        .query(Boolean.class)
        .single();
  }

  void taken(Turn turn) {
    database
        .sql("insert into broker.rotation_announcement (access_key_id, taken_at) values (:id, :at)")
        .param("id", turn.accessKeyId())
        .param("at", Times.of(clock.instant()))
        .update();
  }

  private Instant newest() {
    return clock.instant().minus(NO_NEWS);
  }
}
