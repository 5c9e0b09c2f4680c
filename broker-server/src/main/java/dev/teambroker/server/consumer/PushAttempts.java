package dev.teambroker.server.consumer;

import dev.teambroker.server.consumer.Delivery.Errand;
import dev.teambroker.server.member.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which pushes were begun: each is on record before anything is sent, so that one whose outcome is
 * not known is repeated, and taken back where the rotation is undone. Thread-safe.
 */
@Component
class PushAttempts {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 6;

  private final JdbcClient database;
  private final InstantSource clock;

  /**
   * The pushes of one key to one consumer.
   *
   * @param number how many there were since somebody wanted them tried again
   * @param at when the last one began
   * @param trouble of the last one, as far as it is known
   */
  record Attempt(
      ConsumerId consumer, String accessKeyId, int number, Instant at, @Nullable String trouble) {
    /** The pause after it grows, up to some minutes. */
    Instant nextAt() {
      return number == 0
          ? at
          : at.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(number - 1, MOST_DOUBLINGS)));
    }
  }

  PushAttempts(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  List<Attempt> of(String rotation) {
    return database
        .sql(
            """
            select consumer_id, access_key_id, number, at, trouble from broker.consumer_attempt
             where rotation_id = :rotation
            """)
        .param("rotation", rotation)
        .query(
            (row, _) ->
                new Attempt(
                    new ConsumerId(row.getString("consumer_id")),
                    row.getString("access_key_id"),
                    row.getInt("number"),
                    Times.read(row, "at"),
                    row.getString("trouble")))
        .list();
  }

  Optional<Attempt> of(Errand errand) {
    return of(errand.rotation()).stream()
        .filter(one -> one.consumer().equals(errand.consumer().consumerId()))
        .filter(one -> one.accessKeyId().equals(errand.accessKeyId()))
        .findFirst();
  }

  void begin(Errand errand) {
    database
        .sql(
            """
            insert into broker.consumer_attempt as a
                   (rotation_id, consumer_id, access_key_id, number, at)
            values (:rotation, :consumer, :key, 1, :now)
            on conflict (rotation_id, consumer_id, access_key_id)
            do update set number = a.number + 1, at = excluded.at, trouble = null
            """)
        .param("rotation", errand.rotation())
        .param("consumer", errand.consumer().id())
        .param("key", errand.accessKeyId())
        .param("now", Times.of(Times.now(clock)))
        .update();
  }

  void failed(Errand errand, String trouble) {
    database
        .sql(
            """
            update broker.consumer_attempt set trouble = :trouble
             where rotation_id = :rotation and consumer_id = :consumer and access_key_id = :key
            """)
        .param("trouble", trouble)
        .param("rotation", errand.rotation())
        .param("consumer", errand.consumer().id())
        .param("key", errand.accessKeyId())
        .update();
  }

  /** The next ones may follow at once. */
  void countAnew(String rotation) {
    database
        .sql("update broker.consumer_attempt set number = 0 where rotation_id = :rotation")
        .param("rotation", rotation)
        .update();
  }
}
