package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When AWS made the stored keys. Of those that the broker let it make that is when they were
 * stored; of the others what IAM lists, once that is known, and never later than their import.
 * Nothing but ages follows from it. Thread-safe.
 */
@Component
public class KeyCreations {
  private final JdbcClient database;

  KeyCreations(JdbcClient database) {
    this.database = database;
  }

  /** By access key id. */
  Map<String, Instant> of(List<AccessKey> keys) {
    Map<String, Instant> made = new HashMap<>();
    keys.forEach(key -> made.put(key.accessKeyId(), key.storedAt()));
    List<String> imported =
        keys.stream().filter(AccessKey::exposed).map(AccessKey::accessKeyId).toList();
    if (!imported.isEmpty()) {
      told(imported)
          .forEach((id, at) -> made.computeIfPresent(id, (_, stored) -> first(stored, at)));
    }
    return made;
  }

  private Map<String, Instant> told(List<String> accessKeyIds) {
    Map<String, Instant> told = new HashMap<>();
    database
        .sql(
            """
            select access_key_id, made_at from broker.access_key_creation
             where access_key_id = any(:ids) and made_at is not null
            """)
        .param("ids", accessKeyIds.toArray(String[]::new))
        .query(
            row -> {
              told.put(row.getString("access_key_id"), Times.read(row, "made_at"));
            });
    return told;
  }

  /**
   * Shared users with keys whose age IAM was not asked for since then, the longest stored first.
   */
  public List<SharedUserId> notAsked(Instant since, int most) {
    return database
        .sql(
            """
            select k.shared_user_id, min(k.stored_at) as stored from broker.access_key k
              left join broker.access_key_creation c on c.access_key_id = k.access_key_id
             where k.exposed and k.state <> 'retired'
               and (c.access_key_id is null or (c.made_at is null and c.asked_at < :since))
             group by k.shared_user_id order by stored limit :most
            """)
        .param("since", Times.of(since))
        .param("most", most)
        .query((row, _) -> new SharedUserId(row.getString("shared_user_id")))
        .list();
  }

  /** Keeps what IAM lists; without a time, that it was asked for in vain. */
  public void keep(String accessKeyId, @Nullable Instant madeAt, Instant askedAt) {
    database
        .sql(
            """
            insert into broker.access_key_creation (access_key_id, made_at, asked_at)
            values (:id, :made, :asked)
            on conflict (access_key_id) do update
              set made_at = coalesce(excluded.made_at, access_key_creation.made_at),
                  asked_at = excluded.asked_at
            """)
        .param("id", accessKeyId)
        .param("made", madeAt == null ? null : Times.of(madeAt))
        .param("asked", Times.of(askedAt))
        .update();
  }

  private static Instant first(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
