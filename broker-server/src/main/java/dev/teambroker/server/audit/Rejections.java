package dev.teambroker.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Audits rejected rows: each once a minute, and not more than a hundred rows a minute, so that who
 * tampers can't fill the trail.
 */
@Component
class Rejections {
  private static final Logger log = LoggerFactory.getLogger(Rejections.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST = 100;

  private final AuditTrail trail;
  private final InstantSource clock;
  private final Map<RowIndex.Key, Instant> told = new ConcurrentHashMap<>();

  Rejections(AuditTrail trail, InstantSource clock) {
    this.trail = trail;
    this.clock = clock;
  }

  RowRejected rejected(RowKind kind, String id, String why) {
    if (isNews(new RowIndex.Key(kind, id))) {
      log.error("the {} {} was rejected: {}", kind.code(), id, why);
      trail.note(
          AuditEvent.of("row.rejected")
              .with("kind", kind.code())
              .with("id", id)
              .with("reason", why));
    }
    return new RowRejected(kind, id, why);
  }

  private synchronized boolean isNews(RowIndex.Key row) {
    Instant now = clock.instant();
    told.values().removeIf(at -> at.plus(PERIOD).isBefore(now));
    return told.size() < MOST && told.putIfAbsent(row, now) == null;
  }
}
