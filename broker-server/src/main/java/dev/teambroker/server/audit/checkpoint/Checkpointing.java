package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.TrailIndex;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps a checkpoint of the trail as this replica has verified it, twice in the longest time that
 * may pass between two, and at the end. Each replica keeps its own.
 */
@Component
class Checkpointing {
  private static final Logger log = LoggerFactory.getLogger(Checkpointing.class);

  private final Checkpoints checkpoints;
  private final TrailIndex index;
  private final Duration every;
  private final LongSupplier nanos;
  private volatile boolean begun;
  private volatile long lastKept;
  private volatile @Nullable String trouble;

  @Autowired
  Checkpointing(Checkpoints checkpoints, TrailIndex index, CheckpointProperties properties) {
    this(checkpoints, index, properties.every(), System::nanoTime);
  }

  Checkpointing(Checkpoints checkpoints, TrailIndex index, Duration every, LongSupplier nanos) {
    this.checkpoints = checkpoints;
    this.index = index;
    this.every = every;
    this.nanos = nanos;
  }

  /** Once the trail was found to be the one that was. */
  void begin() {
    begun = true;
    lastKept = nanos.getAsLong();
    keep();
  }

  @Scheduled(fixedDelay = 1000)
  void keepWhereDue() {
    if (begun && sinceTheLast().compareTo(every.dividedBy(2)) >= 0) {
      keep();
    }
  }

  private synchronized void keep() {
    try {
      index.refresh();
      Chain head = index.seen();
      if (head.number() > 0) {
        checkpoints.keep(head);
      }
      lastKept = nanos.getAsLong();
      trouble = null;
    } catch (IOException | RuntimeException e) {
      if (trouble == null) {
        log.error("no checkpoint could be kept in {}: {}", checkpoints.place(), e.toString());
      }
      trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  /** Why this broker isn't ready, if its last checkpoint is too old. */
  Optional<String> overdue() {
    return begun && sinceTheLast().compareTo(every) > 0
        ? Optional.of(
            "the last checkpoint was kept in %s %d s ago: %s"
                .formatted(checkpoints.place(), sinceTheLast().toSeconds(), trouble))
        : Optional.empty();
  }

  private Duration sinceTheLast() {
    return Duration.ofNanos(nanos.getAsLong() - lastKept);
  }

  /** After the last request. */
  @PreDestroy
  void end() {
    if (begun) {
      keep();
    }
  }
}
