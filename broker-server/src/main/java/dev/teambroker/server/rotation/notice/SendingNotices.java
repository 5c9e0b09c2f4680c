package dev.teambroker.server.rotation.notice;

import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.rotation.Turns;
import dev.teambroker.server.rotation.Turns.Turn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the webhook's receiver what runs did, where one is configured: one replica at a time, in
 * order. A notice that was taken when this replica died is sent once more, under the same id.
 */
@Component
class SendingNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SendingNotices.class);

  private static final Duration LOOK_AHEAD_EVERY = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final Turns turns;
  private final Exclusive exclusive;
  private final InstantSource clock;
  private final @Nullable Webhook webhook;
  private volatile int waiting;
  private boolean failing;
  private Instant lookedAhead = Instant.EPOCH;

  SendingNotices(
      Outbox outbox,
      Turns turns,
      Exclusive exclusive,
      InstantSource clock,
      WebhookSettings settings,
      MeterRegistry metrics) {
    this.outbox = outbox;
    this.turns = turns;
    this.exclusive = exclusive;
    this.clock = clock;
    URI url = settings.url();
    Path secretFile = settings.secretFile();
    this.webhook =
        url == null || secretFile == null ? null : new Webhook(url, secretFile, settings);
    Gauge.builder("broker.rotation.notices.waiting", () -> waiting)
        .description("Notices that the webhook's receiver has not taken, up to 100")
        .register(metrics);
  }

  @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
  synchronized void send() {
    if (webhook == null) {
      return;
    }
    try (Exclusive.Held turn = exclusive.tryTake("rotation notices").orElse(null)) {
      if (turn != null) {
        send(webhook, outbox.waiting());
        sendAhead(webhook);
      }
    } catch (IOException | SQLException | DataAccessException e) {
      failed(e);
    }
  }

  private void send(Webhook to, List<Outbox.Event> events) throws IOException {
    int left = events.size();
    waiting = left;
    for (Outbox.Event event : events) {
      to.send(event.notice(), clock.instant());
      outbox.taken(event);
      waiting = --left;
    }
    failing = false;
  }

  /** Of keys whose turn comes, each once. */
  private void sendAhead(Webhook to) throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(lookedAhead.plus(LOOK_AHEAD_EVERY))) {
      return;
    }
    for (Turn turn : turns.toBeTold()) {
      if (!outbox.isTaken(turn)) {
        to.send(Notice.ofTurn(turn, now), now);
        outbox.taken(turn);
      }
    }
    lookedAhead = now;
  }

  private void failed(Exception e) {
    if (!failing) {
      LOG.warn("what rotations do can't be told to the webhook and waits: {}", e.toString());
    }
    failing = true;
  }
}
