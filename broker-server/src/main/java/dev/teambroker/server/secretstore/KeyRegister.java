package dev.teambroker.server.secretstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key-encryption keys that were ever used with this database. Thread-safe. */
final class KeyRegister {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  KeyRegister(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A key.
   *
   * @param wraps at most so many were made
   */
  record Entry(String id, long wraps, Instant firstUsed, @Nullable Instant retiredAt) {}

  List<Entry> all() {
    return jdbc.sql(
            """
            SELECT id, wraps, first_used, retired_at FROM broker.key_encryption_key
            ORDER BY first_used, id
            """)
        .query(KeyRegister::read)
        .list();
  }

  Optional<Entry> find(String id) {
    return all().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  Set<String> retired() {
    return all().stream()
        .filter(entry -> entry.retiredAt() != null)
        .map(Entry::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Counts so many wraps before they are made; how many there are then. */
  long reserve(String id, long wraps) {
    return jdbc.sql(
            """
            INSERT INTO broker.key_encryption_key AS k (id, wraps, first_used)
            VALUES (:id, :wraps, :now)
            ON CONFLICT (id) DO UPDATE SET wraps = k.wraps + excluded.wraps
            RETURNING k.wraps
            """)
        .param("id", id)
        .param("wraps", wraps)
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .single();
  }

  /** From now on no broker of this database opens anything with it. */
  void retire(String id) {
    jdbc.sql(
            """
            UPDATE broker.key_encryption_key SET retired_at = :now
            WHERE id = :id AND retired_at IS NULL
            """)
        .param("id", id)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private static Entry read(ResultSet row, int number) throws SQLException {
    Timestamp retired = row.getTimestamp("retired_at");
    return new Entry(
        row.getString("id"),
        row.getLong("wraps"),
        row.getTimestamp("first_used").toInstant(),
        retired == null ? null : retired.toInstant());
  }
}
