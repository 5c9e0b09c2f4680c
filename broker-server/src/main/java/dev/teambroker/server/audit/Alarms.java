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
 * Audits what somebody has tampered with: each thing once a minute, and not more than a hundred
 * things a minute, so that who tampers can't fill the trail. Doesn't wait for the record.
 * Thread-safe.
 */
@Component
public class Alarms {
  private static final Logger log = LoggerFactory.getLogger(Alarms.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST = 100;

  private final AuditTrail trail;
  private final InstantSource clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  Alarms(AuditTrail trail, InstantSource clock) {
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Raises it, unless it was raised lately.
   *
   * @param thing what was tampered with, under a name of its own
   */
  public void raise(String thing, AuditEvent event) {
    if (isNews(thing)) {
      log.error("{}: {}", event.action(), event.attributes());
      trail.note(event);
    }
  }

  private synchronized boolean isNews(String thing) {
    Instant now = clock.instant();
    told.values().removeIf(at -> at.plus(PERIOD).isBefore(now));
    return told.size() < MOST && told.putIfAbsent(thing, now) == null;
  }
}
