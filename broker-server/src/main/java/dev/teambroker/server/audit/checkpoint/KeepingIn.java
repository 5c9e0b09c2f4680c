package dev.teambroker.server.audit.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sink, and when it last took a checkpoint. Thread-safe. */
final class KeepingIn {
  private static final Logger log = LoggerFactory.getLogger(KeepingIn.class);

  private final CheckpointSink sink;
  private final LongSupplier nanos;
  private volatile long lastKept;
  private volatile @Nullable String trouble;

  KeepingIn(CheckpointSink sink, LongSupplier nanos) {
    this.sink = sink;
    this.nanos = nanos;
    this.lastKept = nanos.getAsLong();
  }

  boolean canBeRead() {
    return sink.canBeRead();
  }

  void begin() {
    lastKept = nanos.getAsLong();
  }

  /** Logs a failure when it is the first one; the caller looks for what is overdue. */
  void keep(Checkpoint checkpoint) {
    try {
      sink.keep(checkpoint);
      lastKept = nanos.getAsLong();
      trouble = null;
    } catch (IOException | RuntimeException e) {
      failed(e.toString());
    }
  }

  void failed(String why) {
    if (trouble == null) {
      log.error("no checkpoint could be kept in {}: {}", sink.place(), why);
    }
    trouble = why;
  }

  /** Since the last one was kept. */
  Duration age() {
    return Duration.ofNanos(nanos.getAsLong() - lastKept);
  }

  /** Why the last one is older than this, if it is. */
  Optional<String> overdue(Duration every) {
    Duration since = age();
    return since.compareTo(every) > 0
        ? Optional.of(
            "the last checkpoint was kept in %s %d s ago: %s"
                .formatted(sink.place(), since.toSeconds(), trouble))
        : Optional.empty();
  }
}
