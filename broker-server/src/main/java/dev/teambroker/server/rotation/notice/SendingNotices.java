package dev.teambroker.server.rotation.notice;

import dev.teambroker.server.database.Exclusive;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
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

  private final Outbox outbox;
  private final Exclusive exclusive;
  private final InstantSource clock;
  private final @Nullable Webhook webhook;
  private volatile int waiting;
  private boolean failing;

  SendingNotices(
      Outbox outbox,
      Exclusive exclusive,
      InstantSource clock,
      WebhookSettings settings,
      MeterRegistry metrics) {
    this.outbox = outbox;
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
      }
    } catch (IOException | SQLException | DataAccessException e) {
      failed(e);
    }
  }

  private void send(Webhook to, List<Notice> notices) throws IOException {
    int left = notices.size();
    waiting = left;
    for (Notice notice : notices) {
      to.send(notice, clock.instant());
      outbox.taken(notice);
      waiting = --left;
    }
    failing = false;
  }

  private void failed(Exception e) {
    if (!failing) {
      LOG.warn("what rotations do can't be told to the webhook and waits: {}", e.toString());
    }
    failing = true;
  }
}
