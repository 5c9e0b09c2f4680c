package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.TrailIndex;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps a checkpoint of the trail as this replica has verified it, twice in the longest time that
 * may pass between two, and at the end, in every sink at once. Each replica keeps its own.
 */
@Component
public class Checkpointing {
  private final Checkpoints checkpoints;
  private final TrailIndex index;
  private final Duration every;
  private final LongSupplier nanos;
  private final List<KeepingIn> sinks;
  private volatile boolean begun;
  private volatile long lastTried;

  @Autowired
  Checkpointing(Checkpoints checkpoints, TrailIndex index, CheckpointProperties properties) {
    this(checkpoints, index, properties.every(), System::nanoTime);
  }

  Checkpointing(Checkpoints checkpoints, TrailIndex index, Duration every, LongSupplier nanos) {
    this.checkpoints = checkpoints;
    this.index = index;
    this.every = every;
    this.nanos = nanos;
    this.sinks =
        checkpoints.sinks().all().stream().map(sink -> new KeepingIn(sink, nanos)).toList();
  }

  /** Once the trail was found to be the one that was. */
  public void begin() {
    begun = true;
    sinks.forEach(KeepingIn::begin);
    keep();
  }

  @Scheduled(fixedDelay = 1000)
  void keepWhereDue() {
    boolean due = nanos.getAsLong() - lastTried >= every.dividedBy(2).toNanos();
    if (begun && (due || overdue().isPresent())) {
      keep();
    }
  }

  private synchronized void keep() {
    lastTried = nanos.getAsLong();
    try {
      index.refresh();
      Chain head = index.seen();
      if (head.number() > 0) {
        keepEverywhere(checkpoints.sign(head));
      }
    } catch (RuntimeException e) {
      sinks.forEach(sink -> sink.failed(e.toString()));
    }
  }

  /** A slow one delays no other. */
  private void keepEverywhere(Checkpoint checkpoint) {
    List<Thread> running =
        sinks.stream().map(sink -> Thread.startVirtualThread(() -> sink.keep(checkpoint))).toList();
    for (Thread each : running) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Why this broker isn't ready: in none of the sinks that can be read is one young enough. */
  public Optional<String> overdue() {
    List<KeepingIn> readable = sinks.stream().filter(KeepingIn::canBeRead).toList();
    List<String> overdue =
        readable.stream().map(sink -> sink.overdue(every)).flatMap(Optional::stream).toList();
    return begun && overdue.size() == readable.size()
        ? Optional.of(String.join("; ", overdue))
        : Optional.empty();
  }

  /** Since a checkpoint was kept where a start can read it; none before the trail was compared. */
  Duration age() {
    return begun
        ? sinks.stream()
            .filter(KeepingIn::canBeRead)
            .map(KeepingIn::age)
            .min(Comparator.naturalOrder())
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  /** Of all sinks, those that don't keep up, while another one does. */
  List<String> behind() {
    return sinks.stream().map(sink -> sink.overdue(every)).flatMap(Optional::stream).toList();
  }

  /** After the last request. */
  @PreDestroy
  void end() {
    if (begun) {
      keep();
    }
  }
}
