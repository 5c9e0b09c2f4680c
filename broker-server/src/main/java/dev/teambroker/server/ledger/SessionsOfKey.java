package dev.teambroker.server.ledger;

import dev.teambroker.server.member.Times;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which sessions a long-term key has issued. Thread-safe. */
@Component
public class SessionsOfKey {
  private final JdbcClient database;

  /** When the last session of a key was issued, and when the last of them expires. */
  public record Span(Instant lastIssued, Instant lastExpiration) {}

  SessionsOfKey(JdbcClient database) {
    this.database = database;
  }

  /** Empty where it has issued none. */
  public Optional<Span> of(String parentAccessKeyId) {
    return database
        .sql(
            """
            select max(issued_at) as issued, max(expiration) as expires
              from broker.ledger_session
             where parent_access_key_id = :key
            having count(*) > 0
            """)
        .param("key", parentAccessKeyId)
        .query((row, _) -> new Span(Times.read(row, "issued"), Times.read(row, "expires")))
        .optional();
  }
}
