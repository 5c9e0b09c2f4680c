package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sinks of this broker. Of those that can be read, one that fails is passed over with a
 * warning, as long as another one answers. Thread-safe.
 */
final class CheckpointSinks {
  private static final Logger log = LoggerFactory.getLogger(CheckpointSinks.class);

  private final List<CheckpointSink> sinks;

  /** What one of them holds. */
  record Kept(String place, List<String> lines) {}

  CheckpointSinks(List<CheckpointSink> sinks) {
    this.sinks = List.copyOf(sinks);
    if (sinks.stream().noneMatch(CheckpointSink::canBeRead)) {
      throw new IllegalArgumentException("no sink of checkpoints can be read at the start");
    }
  }

  List<CheckpointSink> all() {
    return sinks;
  }

  /** For messages: where checkpoints can be read. */
  String place() {
    return sinks.stream()
        .filter(CheckpointSink::canBeRead)
        .map(CheckpointSink::place)
        .collect(Collectors.joining(", "));
  }

  /** Whether all there is is a file on this machine. */
  boolean isOneFile() {
    return sinks.stream().allMatch(CheckpointFile.class::isInstance);
  }

  /**
   * The newest lines of each sink that can be read.
   *
   * @throws StartRefused when none of them can be read now
   */
  List<Kept> newest() {
    List<Kept> kept = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (CheckpointSink sink : sinks.stream().filter(readable()).toList()) {
      try {
        kept.add(new Kept(sink.place(), sink.newest()));
      } catch (IOException e) {
        failures.add(sink.place() + ": " + e);
      }
    }
    if (kept.isEmpty()) {
      throw new StartRefused(
          "the checkpoints can't be read (broker.audit.checkpoints.file, .https, .s3): "
              + String.join("; ", failures));
    }
    failures.forEach(
        failure -> log.warn("checkpoints can't be read, and others are taken: {}", failure));
    return kept;
  }

  /**
   * Keeps it in each of them.
   *
   * @throws IOException when none of those that can be read has it
   */
  void keep(Checkpoint checkpoint) throws IOException {
    boolean kept = false;
    List<String> failures = new ArrayList<>();
    for (CheckpointSink sink : sinks) {
      try {
        sink.keep(checkpoint);
        kept |= sink.canBeRead();
      } catch (IOException e) {
        failures.add(sink.place() + ": " + e);
      }
    }
    if (!kept) {
      throw new IOException("no checkpoint could be kept: " + String.join("; ", failures));
    }
    failures.forEach(failure -> log.warn("no checkpoint could be kept in {}", failure));
  }

  private static Predicate<CheckpointSink> readable() {
    return CheckpointSink::canBeRead;
  }
}
