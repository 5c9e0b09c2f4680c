package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The trail as it is stored, page by page. */
@Component
public class ReadingTrail {
  private final JdbcClient jdbc;

  ReadingTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** At most {@code limit} records that come after this one, in their order. */
  public List<Line> after(long epoch, long number, int limit) {
    return jdbc.sql(
            """
            SELECT epoch, number, body, hash
            FROM broker.audit_record
            WHERE (epoch, number) > (:epoch, :number)
            ORDER BY epoch, number
            LIMIT :limit
            """)
        .param("epoch", epoch)
        .param("number", number)
        .param("limit", limit)
        .query((row, index) -> TrailReader.line(row))
        .list();
  }
}
